"""The program's own texts in the lawyer's language.

`_` looks a text up in the catalogue of the language the system is set to; without a catalogue it
gives the English text back. The catalogue is opened once: the standard library's plain `gettext`
searches the disk at each call, which a page with hundreds of texts feels.

Catalogues lie in `locale/<language>/LC_MESSAGES/lawdesk.mo` beside this file.
"""

import gettext
from pathlib import Path

_ = gettext.translation("lawdesk", str(Path(__file__).parent / "locale"), fallback=True).gettext
