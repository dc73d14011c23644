import base64
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.fault import CredentialError
from certification.status_list import MAX_BITS, MIN_BITS, bitstring, decode, encode, is_revoked, is_set
from tests.certification.issued import listed


def unpacked(text: str) -> bytes:
    assert text[0] == "u"
    return gzip.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))


def packed(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(data, mtime=0)).decode().rstrip("=")


def test_the_leftmost_bit_is_index_zero() -> None:
    """By hand: bits 0, 1 and 7 of the first byte are 1100 0001, bit 8 opens the second, the last ends it."""
    data = bitstring({0, 1, 7, 8, MIN_BITS - 1})
    assert (data[0], data[1], data[2], data[-1]) == (0b1100_0001, 0b1000_0000, 0, 0b0000_0001)
    assert len(data) == 16_384


def test_the_empty_list_of_the_specification_is_read() -> None:
    """The example of Bitstring Status List v1.0: 131,072 clear bits."""
    example = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    assert decode(example) == bytes(16_384)


def test_a_list_is_gzip_behind_a_u_and_the_same_on_every_machine() -> None:
    text = encode(bitstring({5}))
    raw = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
    assert raw[:10].hex() == "1f8b08000000000000ff"
    assert "=" not in text
    assert unpacked(text) == bitstring({5})
    assert text == encode(bitstring({5}))


def test_a_signed_list_answers_for_its_entries() -> None:
    document = listed(5, 94_567)
    found = {index: is_revoked(document, index) for index in (0, 4, 5, 6, 94_567, MIN_BITS - 1)}
    assert found == {0: False, 4: False, 5: True, 6: False, 94_567: True, MIN_BITS - 1: False}
    assert document["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert document["validUntil"] == "2026-03-09T09:30:00Z"
    assert len(document["proof"]) == 1


@given(st.sets(st.integers(0, MIN_BITS - 1), max_size=60), st.integers(0, MIN_BITS - 1))
def test_exactly_the_bits_that_were_set_are_read_back(indices: set[int], other: int) -> None:
    data = decode(encode(bitstring(indices)))
    assert all(is_set(data, index) for index in indices)
    assert is_set(data, other) == (other in indices)
    assert sum(byte.bit_count() for byte in data) == len(indices)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "list_malformed"),
        ("", "list_malformed"),
        ("H4sI", "list_malformed"),
        ("u!!!", "list_malformed"),
        ("ué", "list_malformed"),
        ("uAAAA", "list_malformed"),
        (packed(bytes(MIN_BITS // 8))[:-12], "list_malformed"),
        (packed(bytes(MIN_BITS // 8 - 1)), "list_too_short"),
        (packed(bytes(MAX_BITS // 8 + 1)), "list_too_long"),
    ],
)
def test_a_malformed_list_is_refused(text: object, code: str) -> None:
    with pytest.raises(CredentialError) as caught:
        decode(text)
    assert caught.value.code == code


def test_a_bomb_is_not_unpacked() -> None:
    """A gibibyte of zeros is a mebibyte of gzip; no more is unpacked than a list may hold."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    bomb = b"".join(deflate.compress(bytes(1 << 20)) for _ in range(64)) + deflate.flush()
    with pytest.raises(CredentialError) as caught:
        decode("u" + base64.urlsafe_b64encode(bomb).decode().rstrip("="))
    assert caught.value.code == "list_too_long"


@pytest.mark.parametrize(
    ("indices", "bits", "code"),
    [
        ((), MIN_BITS - 8, "list_too_short"),
        ((), MIN_BITS + 1, "list_too_short"),
        ((), MAX_BITS + 8, "list_too_long"),
        ((MIN_BITS,), MIN_BITS, "index_out_of_range"),
        ((-1,), MIN_BITS, "index_out_of_range"),
    ],
)
def test_a_list_that_cannot_be_is_not_made(indices: tuple[int, ...], bits: int, code: str) -> None:
    with pytest.raises(CredentialError) as caught:
        bitstring(indices, bits)
    assert caught.value.code == code


def test_an_index_beyond_the_list_is_an_answer_about_the_index() -> None:
    with pytest.raises(CredentialError) as caught:
        is_revoked(listed(), MIN_BITS)
    assert caught.value.code == "index_out_of_range"
