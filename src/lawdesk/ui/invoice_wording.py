"""The texts of a draft's invoices, read together: practice, client, matter, policy, rounding."""

from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import InvoiceTexts
from lawdesk.exports.invoice_texts import invoice_texts
from lawdesk.operations.billing.policies import policy_for
from lawdesk.store import clients, drafts, matters, practice
from lawdesk.store.database import Reader


def texts_of_draft(read: Reader, draft_id: DraftId, now: Moment) -> dict[ClientId, InvoiceTexts]:
    """Every sentence that the invoices of a draft will carry, by who is billed. Raises NotFound."""
    matter = matters.get(read, drafts.get(read, draft_id).matter_id)
    billed = [matter.client_id, *(p.client_id for p in drafts.list_payers(read, draft_id))]
    rounding = drafts.list_policies(read, draft_id)
    policy = policy_for(read, matter.id, now.day)
    settings = practice.get(read)
    return {
        client_id: invoice_texts(
            settings, clients.get(read, client_id), matter, rounding, policy=policy
        )
        for client_id in dict.fromkeys(billed)
    }
