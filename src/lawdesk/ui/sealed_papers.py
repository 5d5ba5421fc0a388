"""From a document's row to its plain bytes, in memory and on a worker."""

from collections.abc import Callable

from lawdesk.domain.documents import Document, DocumentVersion
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.tasks import Task
from lawdesk.vault.sealed_documents import SealedDocument


def sealed_form(document: Document | DocumentVersion) -> SealedDocument:
    """What the vault needs to find, check and open the document's sealed file."""
    return SealedDocument(
        document.sealed_name,
        document.plain_sha256,
        document.plain_size,
        document.sealed_sha256,
        document.sealed_size,
    )


def open_document(desk: Desk, document: Document, then: Callable[[bytes], None]) -> Task:
    """Unseals on a worker and hands the plain bytes to `then`; they touch no disk."""
    documents, sealed = desk.documents, sealed_form(document)
    words = _("Opening {name}").format(name=document.title)
    return desk.start(lambda report: documents.unseal(sealed, report), then, words)
