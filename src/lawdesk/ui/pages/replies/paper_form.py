"""The form that files one file of a reply: where to, as what, and whether it answers a request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import ClassVar

from PySide6.QtCore import Signal

from lawdesk.domain.documents import DocumentKind
from lawdesk.domain.matters import MatterId
from lawdesk.domain.replies import ReplyItemId
from lawdesk.operations.reply_filing import file_paper
from lawdesk.store import bundles, client_requests, matters, replies
from lawdesk.store.replies import Reply, ReplyItem
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.replies.reply_words import kind_choices
from lawdesk.ui.widgets.choice_box import Choice

_CLIENT_ALONE = 0


class PaperForm(ActForm):
    """`filed` comes with the id of the document."""

    filed = Signal(int)

    _names: ClassVar[Mapping[str, str]] = {"matter": "place"}

    def __init__(self, desk: Desk, item_id: ReplyItemId) -> None:
        super().__init__(desk, _("File the paper"), _("File it"))
        read = desk.read
        self._item: ReplyItem = replies.get_item(read, item_id)
        self._file = replies.get_file(read, item_id)
        reply = replies.get(read, self._item.reply_id)
        self.show_line(self._file.name)
        places = self._places(reply)
        self.form.add_choice("place", _("Where"), places)
        self.form.add_choice("kind", _("As"), kind_choices())
        self.form.add_line("title", _("Title"))
        self.form.add_line("folder", _("Folder"), placeholder=_("none"))
        request = self._open_request()
        if request:
            self.form.add_check("done", _("This answers: {title}").format(title=request), wide=True)
        self.form.show_values(
            {
                "place": self._proposed(reply),
                "kind": DocumentKind.DOCUMENT.value,
                "title": PurePath(self._file.name).stem,
                "done": bool(request),
            }
        )

    def _places(self, reply: Reply) -> list[Choice]:
        found = matters.list_summaries(
            self._desk.read, client_id=reply.client_id, with_archived=True
        )
        places: list[Choice] = [(matter.id, matter.title) for matter in found]
        return [*places, (_CLIENT_ALONE, _("The client, without a matter"))]

    def _proposed(self, reply: Reply) -> int:
        """The matter that was asked about, else the only one the bundle was about."""
        if self._item.request_id is not None:
            return client_requests.get(self._desk.read, self._item.request_id).matter_id
        about = bundles.list_matters(self._desk.read, reply.bundle_id)
        return about[0] if about else _CLIENT_ALONE

    def _open_request(self) -> str:
        if self._item.request_id is None:
            return ""
        request = client_requests.get(self._desk.read, self._item.request_id)
        return "" if request.closed_on is not None else request.title

    def _act(self) -> None:
        values = self.form.values()
        place = int(str(values["place"]))
        document_id = self._desk.transact(
            file_paper,
            self._item.id,
            matter_id=MatterId(place) if place != _CLIENT_ALONE else None,
            kind=DocumentKind(str(values["kind"])),
            title=self._text("title"),
            folder=self._text("folder"),
            closes_request=bool(values.get("done")),
            now=self._desk.clock.now(),
        )
        self._desk.say(_("“{name}” is filed.").format(name=self._file.name))
        self.filed.emit(document_id)
