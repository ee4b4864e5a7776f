# SPDX-License-Identifier: MIT
"""Makes the fonts of the site, each under a name of its own, as the licences ask: that of the text from Charis SIL (Debian's
fonts-sil-charis), Latin only, and that of formulas from STIX Math (Debian's fonts-stix), what a book on computing writes.

usage: fonts.py FOLDER_OF_CHARIS FILE_OF_STIX_MATH OUT; needs the Python packages fonttools and brotli. The result is committed, so this runs rarely.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

STYLES = {"Regular": "regular", "Italic": "italic", "Bold": "bold"}
FAMILY = "Warp Serif"
LETTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x391, 0x3CA), *range(0x2010, 0x2028),
    0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2122,
    0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265, 0x27E8, 0x27E9,
]

# Letters also in italic and bold, as formulas have them; arrows, relations, sums and brackets with the parts that they grow by.
SYMBOLS = [
    *LETTERS, *range(0x3B1, 0x3CA), *range(0x302, 0x306), 0x338, 0x3D1, 0x3D5, 0x3F5, *range(0x2061, 0x2065), 0x20D7,
    0x2102, 0x210E, 0x2115, 0x211D, 0x2124, 0x2194, 0x21A6, 0x21D2, 0x21D4, *range(0x2200, 0x22FF), *range(0x2308, 0x230C),
    *range(0x239B, 0x23AF), *range(0x1D400, 0x1D468), *range(0x1D6FC, 0x1D71C),
]


def math_font(source: Path, out: Path) -> None:
    """Chromium asks the font how far down an index stands; without a font that knows, indices stand beside their letters."""
    font = TTFont(source)
    options = subset.Options(layout_features=["*"], flavor="woff2", hinting=False, name_IDs=[0, 1, 2, 4, 6, 13, 14],
                             drop_tables=[*subset.Options().drop_tables, "FFTM"])
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=SYMBOLS)
    chosen.subset(font)
    names = {1: "Warp Math", 4: "Warp Math Regular", 6: "WarpMath-Regular"}
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.string)
    if "CFF " in font:
        font["CFF "].cff.fontNames = [names[6]]
    level(font)
    font["head"].modified = font["head"].created  # equal input, equal bytes
    font.flavor = "woff2"
    font.recalcTimestamp = False
    font.save(out / "math.woff2")


def level(font: TTFont) -> None:
    """Gives a math font the height of its letters. Its own is that of its tallest sign, three times as high as a line, and Firefox makes
    every line with a letter of the font in it, and every row of a matrix, at least as high as the font says. No sign is cut: browsers
    draw beyond a line, and what grows has its height from the font's table for mathematics."""
    ascent, descent = (round(part * font["head"].unitsPerEm) for part in (0.69, 0.22))
    line, system = font["hhea"], font["OS/2"]
    line.ascent, line.descent, line.lineGap = ascent, -descent, 0
    system.sTypoAscender, system.sTypoDescender, system.sTypoLineGap = ascent, -descent, 0
    system.usWinAscent, system.usWinDescent = ascent, descent


def main(source: Path, math: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    math_font(math, out)
    for style, name in STYLES.items():
        font = TTFont(source / f"CharisSIL-{style}.ttf")
        features = ["kern", "liga", "mark", "ccmp", "smcp", "c2sc", "tnum"]
        options = subset.Options(layout_features=features, flavor="woff2", hinting=False, name_IDs=[0, 1, 2, 4, 6, 13, 14],
                                 drop_tables=[*subset.Options().drop_tables, "Silf", "Glat", "Gloc", "Sill", "Feat"])
        chosen = subset.Subsetter(options)
        chosen.populate(unicodes=LETTERS)
        chosen.subset(font)
        for record in font["name"].names:
            if record.nameID in (1, 4, 6):
                record.string = {1: FAMILY, 4: f"{FAMILY} {style}", 6: f"{FAMILY.replace(' ', '')}-{style}"}[record.nameID]
        # Two plus signs shall stand as close as in "C++" they should.
        advance, bearing = font["hmtx"]["plus"]
        tight = bearing * 2 // 3
        glyph = font["glyf"]["plus"]
        glyph.coordinates.translate((-tight, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"]["plus"] = (advance - 2 * tight, bearing - tight)
        font["head"].modified = font["head"].created  # equal input, equal bytes
        font.flavor = "woff2"
        font.recalcTimestamp = False
        font.save(out / f"{name}.woff2")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
