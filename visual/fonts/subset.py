#!/usr/bin/env python3
"""Makes the three embedded fonts of this folder again.

Usage:
    apt-get install fonttools fonts-jetbrains-mono
    npm pack pretendard@1.3.9 && tar xzf pretendard-1.3.9.tgz
    python3 subset.py package/dist/public/static/alternative \
                      /usr/share/fonts/truetype/jetbrains-mono

What it does, and why:
  * keeps KS X 1001's 2,350 syllables, ASCII, Latin-1, the jamo and the
    symbols in use: a full Pretendard is 2.7 MB a weight, this is a fifth;
  * writes the tabular figures (GSUB `tnum`) into the character map, so that
    a changing number never jitters and no shaping is needed to get them;
  * copies a few set and rounding symbols that Pretendard lacks from
    JetBrains Mono and draws the pause sign;
  * drops hinting, GSUB, GPOS and every other table that a plain
    character-to-glyph renderer does not read;
  * renames every entry of the name table: Pretendard's licence (SIL OFL 1.1)
    reserves its name, so a modified version must carry another.
"""
import sys

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

SYMBOLS = (
    "→←↑↓↔⇒⇔≤≥≠≈±×÷·…–—‘’“”′″†‡•‖√∞∂∑∏∅¬∴"
    "✓✗●○◆◇■□▶▷◀◁▲△▼▽★☆①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
    "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΣΦΨΩ₩€ⁿ₀₁₂₃₄₅₆₇₈₉⁰⁴⁵⁶⁷⁸⁹"
    "「」『』《》〈〉【】〔〕、。〜～！？（）：；，．％＋－＝㎳㎲㎧㎏㎞"
)
BORROWED = "✕∩∪⊂⊃⊆⌊⌋⌈⌉∈∉∀∃∧∨∥"  # Pretendard has none of these
PAUSE = 0x23F8

KEPT_TABLES = {
    "GlyphOrder", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post",
    "cmap", "glyf", "loca",
}


def ks_x_1001():
    """The 2,350 syllables: rows 16-40 of the standard, as EUC-KR bytes."""
    for row in range(0xB0, 0xC9):
        for cell in range(0xA1, 0xFF):
            yield ord(bytes((row, cell)).decode("euc_kr"))


def sans_runes():
    runes = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    runes |= set(range(0x3131, 0x3164)) | set(ks_x_1001())
    return runes | {ord(c) for c in SYMBOLS}


def mono_runes():
    runes = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    runes |= set(range(0x2500, 0x25A0))
    return runes | {ord(c) for c in SYMBOLS + BORROWED}


def cut(font, runes):
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["tnum"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    tool = subset.Subsetter(options)
    tool.populate(unicodes=runes)
    tool.subset(font)


def tabular(font):
    """Points the digits of the character map at their tabular glyphs."""
    if "GSUB" not in font:
        return
    gsub = font["GSUB"].table
    swaps = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for table in gsub.LookupList.Lookup[index].SubTable:
                table = getattr(table, "ExtSubTable", table)
                swaps.update(getattr(table, "mapping", {}))
    for table in font["cmap"].tables:
        for digit in range(0x30, 0x3A):
            name = table.cmap.get(digit)
            if name in swaps:
                table.cmap[digit] = swaps[name]


def add_glyph(font, rune, glyph, advance):
    name = "uni%04X" % rune
    font.setGlyphOrder(font.getGlyphOrder() + [name])
    font["glyf"].glyphs[name] = glyph
    font["glyf"].glyphOrder = font.getGlyphOrder()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[rune] = name


def borrow(font, other):
    scale = font["head"].unitsPerEm / other["head"].unitsPerEm
    glyphs, cmap = other.getGlyphSet(), other.getBestCmap()
    have = font.getBestCmap()
    for char in BORROWED:
        rune = ord(char)
        if rune in have or rune not in cmap:
            continue
        pen = TTGlyphPen(None)
        source = glyphs[cmap[rune]]
        whole = DecomposingRecordingPen(glyphs)  # no references to parts
        source.draw(whole)
        whole.replay(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
        add_glyph(font, rune, pen.glyph(), round(source.width * scale))


def draw_pause(font):
    em = font["head"].unitsPerEm
    pen = TTGlyphPen(None)
    for left in (0.17, 0.42):
        x0, x1 = round(left * em), round((left + 0.13) * em)
        y0, y1 = round(0.02 * em), round(0.70 * em)
        pen.moveTo((x0, y0))
        for point in ((x0, y1), (x1, y1), (x1, y0)):
            pen.lineTo(point)
        pen.closePath()
    add_glyph(font, PAUSE, pen.glyph(), round(0.72 * em))


def rename(font, family, style, notice):
    names = font["name"]
    names.names = []
    post = (family + "-" + style).replace(" ", "")
    full = family + " " + style
    entries = {
        0: notice, 1: full, 2: "Regular", 3: post + " 1.0", 4: full,
        5: "Version 1.000", 6: post,
        13: "This Font Software is licensed under the SIL Open Font License, "
            "Version 1.1.",
        14: "https://openfontlicense.org", 16: family, 17: style,
    }
    for ident, text in entries.items():
        names.setName(text, ident, 3, 1, 0x409)


def finish(font, path):
    for tag in list(font.keys()):
        if tag not in KEPT_TABLES:
            del font[tag]
    font["post"].formatType = 3.0
    font.save(path)
    print(path, len(font.getBestCmap()), "characters")


def dense(font):
    """A second cut: the proportional digits are no longer reachable."""
    cut(font, set(font.getBestCmap()))


def main(sans_dir, mono_dir):
    notice = ("Subset of Pretendard, Copyright (c) 2021 Kil Hyung-jin, with "
              "symbols of JetBrains Mono, Copyright 2020 The JetBrains Mono "
              "Project Authors. Modified and renamed as the licence asks.")
    for weight, number in (("Medium", 500), ("Bold", 700)):
        font = TTFont("%s/Pretendard-%s.ttf" % (sans_dir, weight))
        other = TTFont("%s/JetBrainsMono-%s.ttf" % (mono_dir, weight))
        cut(font, sans_runes())
        tabular(font)
        del font["GSUB"]
        dense(font)
        borrow(font, other)
        draw_pause(font)
        rename(font, "MSA Lab Sans", weight, notice)
        finish(font, "MSALabSans-%d.ttf" % number)
    mono = TTFont(mono_dir + "/JetBrainsMono-Medium.ttf")
    cut(mono, mono_runes())
    rename(mono, "MSA Lab Mono", "Medium",
           "Subset of JetBrains Mono, Copyright 2020 The JetBrains Mono "
           "Project Authors. Modified and renamed.")
    finish(mono, "MSALabMono-500.ttf")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
