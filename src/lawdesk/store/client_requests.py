"""What clients are asked for, and the papers that came for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from lawdesk.domain.client_requests import ClientRequest, ClientRequestId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction

_COLUMNS = ", ".join(field.name for field in fields(ClientRequest))
_SELECT = f"SELECT {_COLUMNS} FROM client_requests"
_MOST = 1000


@dataclass(frozen=True, slots=True)
class RequestPaper:
    """A paper that came for a request."""

    document_id: DocumentId
    title: str


def get(read: Reader, request_id: ClientRequestId) -> ClientRequest:
    """The request. Raises NotFound."""
    return read.one(ClientRequest, f"{_SELECT} WHERE id = ?", request_id)


def find(read: Reader, request_id: ClientRequestId) -> ClientRequest | None:
    """The request, if there is one of that id."""
    return read.first(ClientRequest, f"{_SELECT} WHERE id = ?", request_id)


def list_open(read: Reader, matter_ids: Sequence[MatterId]) -> list[ClientRequest]:
    """Open requests of these matters, the one due first in front, those without a day last."""
    marks = ", ".join("?" * len(matter_ids))
    return read.all(
        ClientRequest,
        f"{_SELECT} WHERE matter_id IN ({marks}) AND closed_on IS NULL "
        "ORDER BY due_on IS NULL, due_on, id",
        *matter_ids,
    )


def list_of_matter(read: Reader, matter_id: MatterId) -> list[ClientRequest]:
    """Requests of a matter: open ones by their due day, then closed ones, the latest first."""
    return read.all(
        ClientRequest,
        f"{_SELECT} WHERE matter_id = ? ORDER BY closed_on IS NOT NULL, "
        "CASE WHEN closed_on IS NULL THEN due_on IS NULL END, "
        "CASE WHEN closed_on IS NULL THEN due_on END, closed_on DESC, id DESC LIMIT ?",
        matter_id,
        _MOST,
    )


def list_papers(read: Reader, request_id: ClientRequestId) -> list[RequestPaper]:
    """Papers that came for a request."""
    return read.all(
        RequestPaper,
        "SELECT r.document_id, d.title FROM request_documents r "
        "JOIN documents d ON d.id = r.document_id WHERE r.request_id = ? ORDER BY d.id",
        request_id,
    )


def insert(tx: Transaction, request: ClientRequest) -> ClientRequestId:
    """A new request; the id in it is ignored."""
    _, *values = astuple(request)
    marks = ", ".join("?" * len(values))
    columns = _COLUMNS.removeprefix("id, ")
    return ClientRequestId(
        tx.write(f"INSERT INTO client_requests ({columns}) VALUES ({marks})", *values)
    )


def set_request(tx: Transaction, request: ClientRequest) -> None:
    """Replace the request's fields by those given."""
    request_id, *values = astuple(request)
    changes = ", ".join(f"{name} = ?" for name in _COLUMNS.removeprefix("id, ").split(", "))
    tx.write(f"UPDATE client_requests SET {changes} WHERE id = ?", *values, request_id)


def insert_paper(tx: Transaction, request_id: ClientRequestId, document_id: DocumentId) -> None:
    """Note that a paper came for a request; twice is once."""
    known = tx.number(
        "SELECT count(*) FROM request_documents WHERE request_id = ? AND document_id = ?",
        request_id,
        document_id,
    )
    if not known:
        tx.write(
            "INSERT INTO request_documents (request_id, document_id) VALUES (?, ?)",
            request_id,
            document_id,
        )


def delete_papers(tx: Transaction, request_id: ClientRequestId) -> None:
    """Forget which papers came for a request; the papers themselves stay."""
    tx.write("DELETE FROM request_documents WHERE request_id = ?", request_id)
