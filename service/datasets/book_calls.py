"""What a worker does for PlacesService about books."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence

from address import places_model as words
from address.book_match import door_parts, judge
from service.convert import InvalidRequestError, say
from service.datasets.at_hand import database
from service.datasets.books import BookStore, ReadRow, already_stored, check_version
from service.errors import OutOfTimeError
from service.stages.tasks import recognizer
from service.workers import stop_requested

UNREAD_SHOWN = 100
_ROWS_BETWEEN_LOOKS = 200
"""Rows that are read before the next look at whether the caller still waits."""
_TOKEN = re.compile(r"([0-9]{1,9})\.([0-9]{1,18})")


def create_book(request: words.CreateBookRequest) -> words.StoredBook:
    """Reads all rows and stores them as a new book."""
    store = _store()
    if request.validate_only and any(one.id == request.book_id for one in store.all()):
        raise already_stored(request.book_id)
    rows = _read(request.rows, request.region_code)
    unread = _unread(rows)
    if request.validate_only:
        return words.StoredBook(unread_row_ids=unread)
    book = store.create(
        request.book_id, request.name, request.region_code.upper(), rows, int(time.time())
    )
    return words.StoredBook(book=book, unread_row_ids=unread)


def replace_book(request: words.ReplaceBookRequest) -> words.StoredBook:
    """Reads all rows and puts them in place of those of a book."""
    store = _store()
    # Told before the rows are read, which may take a minute.
    store.info(request.book_id)
    rows = _read(request.rows, request.region_code)
    unread = _unread(rows)
    if request.validate_only:
        return words.StoredBook(unread_row_ids=unread)
    book = store.replace(
        request.book_id, request.name, request.region_code.upper(), rows, int(time.time())
    )
    return words.StoredBook(book=book, unread_row_ids=unread)


def patch_book(request: words.PatchBookRequest) -> words.StoredBook:
    """Reads the given rows and changes those of a book."""
    store = _store()
    known = store.info(request.book_id)
    check_version(known, request.expected_version)
    missing = store.missing(request.book_id, request.removed_ids)
    if missing:
        raise InvalidRequestError(
            [
                say(f"removed_ids[{position}]", one, "is in no row of the book", "leave it out")
                for position, one in enumerate(request.removed_ids)
                if one in missing
            ]
        )
    rows = _read(request.rows, known.region_code)
    unread = _unread(rows)
    if request.validate_only:
        return words.StoredBook(unread_row_ids=unread)
    book = store.patch(
        request.book_id, rows, request.removed_ids, request.expected_version, int(time.time())
    )
    return words.StoredBook(book=book, unread_row_ids=unread)


def upload_book(
    spec: words.UploadBookSpec, pieces: Iterable[Sequence[words.BookRow]]
) -> words.StoredBook:
    """Stores a book that comes in pieces; nothing changes unless the last one is right, too."""
    store = _store()
    key = store.stage(int(time.time()))
    try:
        seen: set[str] = set()
        unread: list[str] = []
        for number, piece in enumerate(pieces):
            twice = [
                say(
                    f"piece[{number}].rows[{position}].id",
                    row.id,
                    "is in the book twice",
                    "drop one",
                )
                for position, row in enumerate(piece)
                if row.id in seen
            ]
            if twice:
                raise InvalidRequestError(twice)
            first = len(seen)
            seen.update(row.id for row in piece)
            if len(seen) > words.UPLOAD_MAX:
                most = f"{words.UPLOAD_MAX:,}"
                raise InvalidRequestError(
                    [say("piece", "", f"is beyond {most} rows", "make two books of it")]
                )
            rows = _read(piece, spec.region_code)
            unread += _unread(rows)
            store.add(key, first, rows)
        book = store.turn(spec.book_id, spec.name, spec.region_code.upper(), key, int(time.time()))
    except BaseException:
        store.give_up(key)
        raise
    return words.StoredBook(book=book, unread_row_ids=tuple(unread[:UNREAD_SHOWN]))


def get_book(request: words.GetBookRequest) -> words.GetBookResponse:
    """A book and a page of its rows."""
    start, version = _read_token(request.page_token)
    book, rows, after = _store().page(request.book_id, start, request.page_size)
    if version not in (0, book.version):
        raise InvalidRequestError(
            [
                say(
                    "page_token",
                    request.page_token,
                    "belongs to another version of the book",
                    "start again with the first page",
                )
            ]
        )
    more = bool(rows) and after >= 0
    return words.GetBookResponse(
        book=book, rows=tuple(rows), next_page_token=f"{after}.{book.version}" if more else ""
    )


def list_books(_: words.ListBooksRequest) -> words.ListBooksResponse:
    """All books."""
    return words.ListBooksResponse(books=tuple(_store().all()))


def delete_book(request: words.DeleteBookRequest) -> words.DeleteBookResponse:
    """Deletes a book."""
    _store().delete(request.book_id)
    return words.DeleteBookResponse()


def match_address(request: words.MatchAddressRequest) -> words.MatchAddressResponse:
    """Reads an address and looks for it in a book."""
    store = _store()
    region = store.info(request.book_id).region_code or None
    read = recognizer().recognize(request.text, region)
    asked = door_parts(read, request.text)
    book, rows = store.candidates(request.book_id, asked)
    entries = ((row_id, row.parts) for row_id, row in rows.items())
    found = judge(asked, entries, limit=request.limit)
    return words.MatchAddressResponse(
        verdict=found.verdict,
        entries=tuple(
            words.BookEntry(
                row=rows[entry.entry_id].row,
                score=entry.score,
                evidence=tuple(
                    words.PartEvidence(part=one.part, relation=one.relation)
                    for one in entry.evidence
                ),
            )
            for entry in found.entries
        ),
        book_version=book.version,
        result=read,
    )


def _store() -> BookStore:
    return BookStore(database())


def _read(given: Sequence[words.BookRow], region_code: str) -> list[ReadRow]:
    read = recognizer().recognize
    region = region_code or None
    rows = []
    for number, row in enumerate(given):
        if number % _ROWS_BETWEEN_LOOKS == 0 and stop_requested():
            raise OutOfTimeError("The time of the call ended before all rows were read.")
        rows.append(ReadRow(row, door_parts(read(row.text, region), row.text)))
    return rows


def _unread(rows: Sequence[ReadRow]) -> tuple[str, ...]:
    found = (row.row.id for row in rows if not row.parts.has_place)
    return tuple(row_id for row_id, _ in zip(found, range(UNREAD_SHOWN), strict=False))


def _read_token(token: str) -> tuple[int, int]:
    """Position and version of a page token; (0, 0) without one."""
    if not token:
        return 0, 0
    given = _TOKEN.fullmatch(token)
    if given is None:
        raise InvalidRequestError(
            [say("page_token", token, "is none that GetBook gave", "use next_page_token as it is")]
        )
    return int(given[1]), int(given[2])
