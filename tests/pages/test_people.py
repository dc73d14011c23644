"""Is whoever was invited chosen at once, and is a refusal told beside its field? Without a browser."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.store import Account, AccountId
from pages.parts.admin_acts import MOST
from policy.text import Text
from tests.pages.test_faults import AT, House, Show, house, show

__all__ = ["house", "show"]


@pytest.fixture
def admin(house: House) -> Account:
    new = NewAccount(login="wuhang", name=Text(zh="吴航", en="Wu Hang"), role="admin", phrase="a long enough phrase")
    return open_account(house.store, new, by=None, at=AT)


def invite(page: AppTest, login: str, zh: str, en: str) -> AppTest:
    """Fill in the invitation and send it."""
    for field, words in (("login", login), ("zh", zh), ("en", en)):
        next(one for one in page.text_input if str(one.key).startswith(f"in_{field}_")).set_value(words)
    return next(one for one in page.button if one.label == "开账号").click().run()


def order(page: AppTest) -> list[str]:
    """List fields and sentences as they stand below each other."""
    return [str(getattr(one, "label", "") or getattr(one, "value", "")) for one in page.main]


def test_whoever_was_invited_is_the_person_in_view(house: House, show: Show, admin: Account) -> None:
    page = show("admin", admin)
    page.text_input(key="admin_search").set_value("陈").run()
    assert page.subheader[0].value == "陈晓"
    page = invite(page, "wangfang", "王芳", "Wang Fang")
    assert page.subheader[0].value == "王芳"
    assert "王芳 的账号开好了" in page.success[0].value
    assert page.text_input(key="admin_search").value == ""
    page = invite(page, "wangfang2", "王芳", "Wang Fang")
    namesakes = [one for one in page.radio[0].options if one.startswith("王芳")]
    assert namesakes == ["王芳 · wangfang", "王芳 · wangfang2"]
    assert "wangfang2" in " ".join(one.value for one in page.markdown)
    for number in range(MOST):
        one = replace(admin, id=AccountId(f"a-{number}"), login=f"a{number}")
        house.store.accounts.add(one, "no phrase fits this")
    page = invite(page, "zzz", "卓", "Zhuo")
    assert (page.subheader[0].value, page.text_input(key="admin_search").value) == ("卓", "zzz")


REFUSED = (
    ("😀<script>", "王芳", "只用字母、数字和", "账号名"),
    ("chenxiao", "王芳", "已经有人用了", "账号名"),
    ("wangfang", "王" * 300, "姓名太长，最多 60 个字符", "英文姓名"),
    ("wangfang", "<b>", "姓名里有不能用的字符", "英文姓名"),
)


def test_a_refusal_is_told_below_its_field_and_what_was_typed_stays(house: House, show: Show, admin: Account) -> None:
    page = show("admin", admin)
    for login, name, words, field in REFUSED:
        page = invite(page, login, name, name)
        said = order(page)
        place = next(number for number, one in enumerate(said) if words in one)
        assert field in said[place - 1], said
        assert (list(page.error), page.text_input(key="in_login_0").value) == ([], login)
    assert len(house.store.accounts.everyone()) == 3
