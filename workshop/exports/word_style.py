"""How the Word document looks, and what its properties say."""

import io
import re
import zipfile

from docx.document import Document as Page
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from workshop.exports.blocks import Document
from workshop.exports.options import Options

ACCENT, INK, SOFT = RGBColor(0x0F, 0x6B, 0x5C), RGBColor(0x1D, 0x26, 0x25), RGBColor(0x52, 0x60, 0x5E)
TINT, RULE = "E9F2F0", "B9C7C4"
SYMBOLS = "Segoe UI Symbol"
BODY_FONT, HEADING_FONT = "Calibri", "Georgia"
LABEL, OWN, QUIET = "Field Label", "Own Words", "Quiet"
SIZES = {"a4": (Mm(210), Mm(297)), "letter": (Mm(215.9), Mm(279.4))}
MARGINS = {"color": (Mm(25), Mm(22)), "black": (Mm(20), Mm(16))}
HEADINGS = {
    "Title": (34, ACCENT, 0),
    "Heading 1": (22, INK, 24),
    "Heading 2": (14, INK, 16),
    "Heading 3": (11.5, ACCENT, 10),
}


def prepare(page: Page, document: Document, options: Options) -> None:
    """Set paper, styles, language and properties of an empty document."""
    section = page.sections[0]
    section.page_width, section.page_height = SIZES[options.paper]
    beside, above = MARGINS[document.ink]
    section.left_margin = section.right_margin = beside
    section.top_margin = section.bottom_margin = above
    _styles(page, document.language)
    if document.ink == "black":  # meant for paper, where each page counts
        page.styles["Normal"].paragraph_format.space_after = Pt(4)
        page.styles["Normal"].paragraph_format.line_spacing = 1
    properties = page.core_properties
    properties.title, properties.author = document.title[:255], document.author[:255]
    properties.language = document.language
    properties.last_modified_by, properties.comments = document.author[:255], ""
    properties.created = properties.modified = options.midnight.replace(tzinfo=None)


def _styles(page: Page, language: str) -> None:
    _font(page.styles["Normal"], BODY_FONT, 11, INK)
    _language(page, language)
    for name, (size, color, before) in HEADINGS.items():
        style = page.styles[name]
        _font(style, HEADING_FONT, size, color)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        style.paragraph_format.keep_with_next = True
        _no_border(style)
    _no_border(page.styles["Intense Quote"])
    _soft_rules(page.styles["Table Grid"])
    _font(page.styles["Subtitle"], BODY_FONT, 15, SOFT)
    _font(page.styles["Intense Quote"], HEADING_FONT, 14, ACCENT)
    _new(page, LABEL, 9, SOFT).paragraph_format.keep_with_next = True
    page.styles[LABEL].font.bold = True
    _new(page, OWN, 11, INK).paragraph_format.left_indent = Mm(4)
    _new(page, QUIET, 9.5, SOFT)


def _new(page: Page, name: str, size: float, color: RGBColor) -> ParagraphStyle:
    style: ParagraphStyle = page.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = page.styles["Normal"]
    style.paragraph_format.space_after = Pt(4)
    _font(style, BODY_FONT, size, color)
    return style


def _font(style: ParagraphStyle, name: str, size: float, color: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = name, Pt(size), color
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:hAnsi"), name)


def _no_border(style: ParagraphStyle) -> None:
    """Take away the blue line that python-docx's own template draws."""
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def _soft_rules(style: BaseStyle) -> None:
    for rule in style.element.iter(qn("w:tblBorders")):
        for side in rule:
            side.set(qn("w:color"), RULE)


def _language(page: Page, language: str) -> None:
    defaults = page.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    mark = defaults.find(qn("w:lang"))
    mark.set(qn("w:val"), language)


def right_to_left(paragraph: Paragraph) -> None:
    """Let a paragraph run from right to left."""
    paragraph._p.get_or_add_pPr().insert_element_before(_element("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr")
    for run in paragraph.runs:
        run.font.rtl = True


def repeat_at_page_top(row: _Row) -> None:
    """Make a row the head of its table: read as such, and repeated on each page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def shade(cell: _Cell) -> None:
    """Tint a cell."""
    color = _element("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", TINT)):
        color.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(color)


def in_black(page: Page) -> None:
    """Turn every color into the gray that is as light as it, for a printer that has only black."""
    for root in (page.styles.element, page.element):
        for node in root.iter():
            for name, value in node.attrib.items():
                if name in _COLORS and re.fullmatch("[0-9A-Fa-f]{6}", value):
                    node.set(name, _gray(value))


_COLORS = frozenset(qn(f"w:{name}") for name in ("val", "color", "fill"))


def _gray(color: str) -> str:
    red, green, blue = bytes.fromhex(color)
    return f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02X}" * 3


def _element(name: str) -> BaseOxmlElement:
    return OxmlElement(name)


def same_every_time(file: bytes, options: Options) -> bytes:
    """The file without the clock's time in its archive, so that the same plan gives the same bytes."""
    stamp, packed = options.midnight.timetuple()[:6], io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
