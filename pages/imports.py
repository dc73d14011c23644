"""What do the tickets of a real desk come to under a handbook?"""

from pages.parts.guard import guard
from pages.parts.loading import loaded

guest = guard("imports")

loaded("pages.parts.import_room", guest.t("imports.opening")).draw(guest)
