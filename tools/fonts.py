# SPDX-License-Identifier: MIT
"""Makes the text font of the site from Charis SIL (Debian's fonts-sil-charis): Latin only, under a name of its own, as its licence asks.

usage: fonts.py FOLDER_OF_TTF OUT; needs the Python packages fonttools and brotli. The result is committed, so this runs rarely.
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


def main(source: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
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
    main(Path(sys.argv[1]), Path(sys.argv[2]))
