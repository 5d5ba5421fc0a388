class TTFontFace:
    charWidths: dict[int, float]

class TTFont:
    face: TTFontFace
    def __init__(
        self,
        name: str,
        filename: str,
        validate: int = ...,
        subfontIndex: int = ...,
        asciiReadable: bool | None = ...,
        shapable: bool = ...,
    ) -> None: ...
