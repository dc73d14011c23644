"""What does Streamlit say by itself, offering no parameter, and how is it said here?

`assets/page.js` puts our wording in its place, in what is seen and in what is only heard.
"""

from collections.abc import Mapping

from mysterydesk.i18n import message_id

WORDS: Mapping[str, str] = {
    "No results": message_id("own.no_results"),
    "No options to select": message_id("own.no_options"),
    "Select all": message_id("own.select_all"),
    "Choose an option": message_id("own.choose"),
    "Choose options": message_id("own.choose"),
    "Clear value": message_id("own.clear"),
    "Clear all": message_id("own.clear"),
    "Open": message_id("own.open"),
    "Close": message_id("own.close"),
    "Upload": message_id("own.upload"),
    "Drag and drop a file here": message_id("own.drop"),
    "Add files": message_id("own.upload"),
    "file upload": message_id("own.upload"),
    "Show password": message_id("own.secret_show"),
    "Hide password": message_id("own.secret_hide"),
    "Increment": message_id("own.increment"),
    "Decrement": message_id("own.decrement"),
    "Send message": message_id("own.send"),
    "Help": message_id("own.help"),
    "Skip to main content": message_id("own.skip"),
    "App pages": message_id("own.pages"),
    "Navigate to home page": message_id("own.home"),
    "Logo": message_id("own.logo"),
    "Sidebar": message_id("own.sidebar"),
    "Collapse sidebar": message_id("own.sidebar_close"),
    "Fullscreen": message_id("own.fullscreen"),
    "Close fullscreen": message_id("own.fullscreen_close"),
    "Connecting": message_id("own.connecting"),
    "Dismiss": message_id("own.close"),
    "Connection error": message_id("own.connection_lost"),
    "Streamlit server is not responding. Are you connected to the internet?": message_id("own.connecting"),
}
"""Streamlit's words as a whole, by themselves."""

BEGINNINGS: Mapping[str, str] = {
    "Help for ": message_id("own.help_for"),
    "Remove ": message_id("own.remove"),
}
"""Beginnings of Streamlit's words that go on with words of ours."""

PATTERNS: Mapping[str, str] = {
    r"^File must be .+ or smaller\.$": message_id("own.file_large"),
    r"^.* files are not allowed\.$": message_id("own.file_kind"),
    r"^Only one file is allowed.*$": message_id("own.file_one"),
    r"^(Error: )?(Request failed with status code \d+|Network Error).*$": message_id("own.file_broken"),
}
"""Sentences of Streamlit's that hold figures or names, as patterns."""
