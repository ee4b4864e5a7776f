# SPDX-License-Identifier: MIT
"""What a cell shows as HTML or SVG, without what could run or fetch something: markup in, markup out, by the sanitizer nh3.

A program chooses its outputs freely, and a reader of the page has not chosen to run it.
"""
import re

import nh3

# Drawings, with the names that HTML's parser gives to their elements and attributes. No animation, which can set an address.
SVG_TAGS = set(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc marker pattern mask clipPath image "
    "linearGradient radialGradient stop filter feBlend feColorMatrix feComposite feFlood feGaussianBlur feMerge feMergeNode feOffset".split())
SVG_ATTRIBUTES = set(
    "viewBox xmlns preserveAspectRatio shape-rendering text-rendering x y dx dy x1 y1 x2 y2 cx cy r rx ry d points transform rotate offset "
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-miterlimit opacity color display visibility font-family font-size font-style font-weight text-anchor dominant-baseline "
    "alignment-baseline baseline-shift letter-spacing text-decoration textLength lengthAdjust startOffset clip-path clip-rule mask filter "
    "marker-start marker-mid marker-end markerWidth markerHeight markerUnits orient refX refY gradientUnits gradientTransform spreadMethod fx "
    "fy fr stop-color stop-opacity patternUnits patternContentUnits patternTransform clipPathUnits maskUnits filterUnits in in2 result mode "
    "operator type values stdDeviation flood-color flood-opacity paint-order vector-effect image-rendering href xlink:href".split())
HTML_TAGS = set(nh3.ALLOWED_TAGS) - {"map", "area"} | {"tfoot"}
ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
EVERYWHERE = {"id", "class", "style", "title", "lang", "dir", "role", "width", "height"} | SVG_ATTRIBUTES
# What a style may say: nothing that fetches, and nothing that lays an output over the rest of the page.
STYLES = set(
    "color background background-color border border-color border-style border-width border-radius border-collapse border-spacing "
    "border-top border-right border-bottom border-left padding padding-top padding-right padding-bottom padding-left "
    "margin margin-top margin-right margin-bottom margin-left width height min-width max-width min-height max-height display text-align "
    "vertical-align white-space font font-family font-size font-style font-weight font-variant line-height letter-spacing text-decoration "
    "text-anchor opacity overflow gap grid-template-columns grid-template-rows grid-gap flex flex-wrap justify-content align-items "
    "table-layout caption-side".split()) | {name for name in SVG_ATTRIBUTES if "-" in name or name in ("fill", "stroke", "mask", "filter")}
ADDRESSES = {"href", "xlink:href", "src", "cite"}
PICTURE = re.compile(r"data:image/(?:png|gif|jpeg|webp);base64,[A-Za-z0-9+/=\s]*")
REFERENCE = re.compile(r"\burl\(\s*([^)]*)\)?", re.I)
# Escapes would hide a word from the checks here and not from the browser.
FETCHING = re.compile(r"\\|@import|expression\s*\(|image-set|(?:cross-fade|element|image|src)\s*\(", re.I)


def stays_here(value):
    """Only places on the same page may be referred to: gradients, patterns, clips."""
    return not FETCHING.search(value) and all(place.strip(" \"'").startswith("#") for place in REFERENCE.findall(value))


def attribute(tag, name, value):
    """The value that an attribute keeps, or None where it goes."""
    if name in ADDRESSES:
        # A picture may be in the address; all else that has a scheme or a host leads elsewhere.
        if tag in ("img", "image") and PICTURE.fullmatch(value.strip()):
            return value
        return value if value.startswith("#") and tag in ("a", "use", "textPath", "linearGradient", "radialGradient", "pattern") else None
    if name == "style" or name in SVG_ATTRIBUTES:
        return value if stays_here(value) else None
    return value


CLEANER = nh3.Cleaner(
    tags=HTML_TAGS | SVG_TAGS,
    clean_content_tags={"script", "style", "iframe", "object", "template", "noscript", "foreignObject", "math"},
    attributes=ATTRIBUTES | {"*": EVERYWHERE},
    attribute_filter=attribute,
    filter_style_properties=STYLES,
    url_schemes={"data"},  # the filter knows which
    strip_comments=True,
    link_rel=None,
)


def cleaned(markup):
    return CLEANER.clean(markup)
