"""A name or number in a shorter or another form is the same; another one is another one."""

import pytest

from scoring.likeness import Likeness, likeness

NAMES: tuple[tuple[str, str, Likeness], ...] = (
    ("冯静", "冯女士", "same"),
    ("冯静", "联系人：冯小姐（财务）", "same"),
    ("冯静", "小冯", "same"),
    ("冯静", "馮靜", "perhaps"),
    ("冯静", "Feng Jing", "perhaps"),
    ("冯静", "静姐", "perhaps"),
    ("冯静", "冯", "perhaps"),
    ("冯静", "冯收银员同事", "perhaps"),
    ("欧阳文", "欧阳先生", "same"),
    ("冯女士", "冯静", "perhaps"),
    ("冯女士", "冯小姐", "same"),
    ("冯女士", "马静", "other"),
    ("冯静", "马静", "other"),
    ("冯静", "冯靖", "other"),
    ("冯静", "马女士", "other"),
    ("Joan Fenn", "Ms Fenn", "same"),
    ("Joan Fenn", "Mrs. Fenn (accounts)", "same"),
    ("Joan Fenn", "J. Fenn", "same"),
    ("Joan Fenn", "Fenn, Joan", "same"),
    ("Joan Fenn", "Joan from Accounts", "same"),
    ("Joan Fenn", "Jo", "perhaps"),
    ("Joan Fenn", "Mr Finn", "other"),
    ("Joan Fenn", "Mary Fenn", "other"),
    ("Joan Fenn", "Joan Fenner", "other"),
    ("José O'Brien", "Mr O’Brien", "same"),
    ("Joan Fenn", "Ms", "other"),
)
DEPARTMENTS: tuple[tuple[str, str, Likeness], ...] = (
    ("财务部", "财务", "same"),
    ("财务部", "财务部门", "same"),
    ("财务部", "总部财务部出纳", "same"),
    ("门店运营部", "运营部", "perhaps"),
    ("经营管理部", "经管部", "perhaps"),
    ("财务部", "Finance", "perhaps"),
    ("财务部", "采购部", "other"),
    ("门店运营部", "门店管理部", "other"),
    ("财务部", "部", "other"),
    ("Finance", "the finance dept", "same"),
    ("Human Resources", "HR", "same"),
    ("Director's Office", "Director", "same"),
    ("Operations", "Ops", "perhaps"),
    ("Shop Management", "Shop Mgmt", "perhaps"),
    ("Finance", "Purchasing", "other"),
    ("Shop Management", "Shop Operations", "other"),
    ("Finance", "dept", "other"),
)
NUMBERS: tuple[tuple[str, str, str, Likeness], ...] = (
    ("contact_method", "分机8012", "8012", "same"),
    ("contact_method", "分机8012", "分机八零一二", "same"),
    ("contact_method", "13900001111", "手机 139-0000-1111（上午）", "same"),
    ("contact_method", "555 0100", "(555) 0100, mornings", "same"),
    ("contact_method", "13900001111", "+86 139 0000 1111", "perhaps"),
    ("contact_method", "13900001111", "同来电号码", "perhaps"),
    ("contact_method", "13900001111", "139 0000 1112", "other"),
    ("contact_method", "555 0100", "555 0111", "other"),
    ("contact_method", "a.b@c.com", "A.B@C.com", "same"),
    ("contact_method", "a.b@c.com", "x@c.com", "other"),
    ("customer_id", "K20881", "20881", "same"),
    ("customer_id", "K20881", "No. K 20881", "same"),
    ("customer_id", "K20881", "K20818", "other"),
    ("customer_id", "K20881", "X20881", "other"),
    ("customer_id", "K20881", "客户", "other"),
    ("product_version", "6.3", "V6.3版", "same"),
    ("product_version", "6.3", "六点三", "same"),
    ("product_version", "6.3", "6.3.0", "same"),
    ("product_version", "Tillbrook 4.2.1", "4.2", "perhaps"),
    ("product_version", "4.2.0", "4.2.1", "other"),
    ("product_version", "4.2", "14.20", "other"),
)


@pytest.mark.parametrize(("value", "record", "expected"), NAMES)
def test_a_person_is_known_by_a_family_name_and_a_title(value: str, record: str, expected: Likeness) -> None:
    assert likeness("contact_name", value, record) == expected


@pytest.mark.parametrize(("value", "record", "expected"), DEPARTMENTS)
def test_a_department_is_known_without_its_last_word(value: str, record: str, expected: Likeness) -> None:
    assert likeness("department", value, record) == expected


@pytest.mark.parametrize(("slot", "value", "record", "expected"), NUMBERS)
def test_a_number_is_known_by_its_figures(slot: str, value: str, record: str, expected: Likeness) -> None:
    assert likeness(slot, value, record) == expected
