//! Names and values of HTML that say nothing about anybody.

use std::collections::HashSet;
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;

macro_rules! words {
    ($list:literal) => {
        LazyLock::new(|| $list.split_ascii_whitespace().collect())
    };
}

/// The elements of HTML, old ones too. Names of others are text: someone chose them.
static TAGS: Words = words!(
    " a abbr acronym address applet area article aside audio b base basefont bdi bdo \
    bgsound big blink blockquote body br button canvas caption center cite code col colgroup data \
    datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer \
    form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins \
    kbd keygen label legend li link main map mark marquee menu meta meter nav nobr noembed noframes \
    noscript object ol optgroup option output p param picture plaintext pre progress q rp rt rtc \
    ruby s samp script search section select slot small source span strike strong style sub summary \
    sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video \
    wbr xmp xml path g circle rect line text tspan defs use math "
);

/// Elements that begin and end a line of their own.
static BLOCKS: Words = words!(
    " address article aside blockquote body br button canvas caption center dd \
    details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 \
    head header hr html iframe legend li main menu nav object ol optgroup option p pre \
    search section select summary table tbody textarea tfoot thead tr ul video audio "
);

/// Values that are chosen from a list or are numbers, of which a value in a tag may consist.
static TECHNICAL: Words = words!(
    " align alink allow allowfullscreen async autocomplete autofocus bgcolor \
    border bordercolor cellpadding cellspacing charset checked clear color cols colspan compact \
    contenteditable controls coords crossorigin decoding defer dir disabled draggable enctype face \
    fetchpriority frameborder height hidden hreflang hspace http-equiv hidefocus inputmode ismap \
    itemscope lang language link loading loop marginheight marginwidth max maxlength media method \
    min minlength multiple muted nohref noresize noshade novalidate nowrap open pattern preload \
    property readonly rel required rev reversed role rows rowspan rules sandbox scope scrolling \
    selected shape size sizes span spellcheck start step tabindex target text topmargin leftmargin \
    rightmargin bottommargin translate type valign valuetype version vlink vspace width wrap xmlns \
    align-items background-color preserveaspectratio viewbox fill stroke stroke-width d x y cx cy r "
);

/// Values that lead somewhere.
static LINKS: Words = words!(
    " action archive background cite classid codebase data formaction href icon \
    longdesc manifest ping poster profile src srcset usemap dynsrc lowsrc "
);

/// Values that name something for style sheets and scripts.
static NAMES: Words = words!(" class id for headers form list part slot itemref ");

/// Other values of HTML, which are text.
static TEXTS: Words = words!(
    " abbr accesskey alt content datetime label name nonce integrity placeholder \
    prefix srcdoc standby style summary title value about typeof resource vocab itemprop itemid \
    itemtype is key accept accept-charset download "
);

/// Words of which technical values consist.
static WORDS: Words = words!(
    " left right center middle top bottom justify char baseline absmiddle texttop \
    text css html javascript ecmascript module stylesheet alternate canonical shortcut icon ltr rtl \
    auto none px pt em rem ex vh vw nl en de fr be gb us uk at ch fy nld eng http https www w3 org \
    tr rec 1999 xhtml svg xlink html40 rec-html40 office word excel powerpoint vml urn schemas \
    microsoft com smarttags math utf iso windows ascii content type language equiv refresh \
    compatible get post dialog button submit reset checkbox radio hidden password email number tel \
    search url date time datetime local month week range file image blank self parent top new all \
    screen print handheld projection tv speech and or not only min max device width height col row \
    colgroup rowgroup both cols rows groups void above below hsides vsides lhs rhs box border solid \
    true false yes no on off lazy eager async sync anonymous use credentials noopener noreferrer \
    nofollow external help author license next prev bookmark tag preload prefetch dns preconnect \
    modulepreload manifest banner complementary contentinfo form main navigation region alert \
    article application cell columnheader definition directory document feed figure group heading \
    img link list listbox listitem log marquee menu menubar menuitem note option presentation \
    progressbar radiogroup rowheader scrollbar separator slider spinbutton status switch tab table \
    tablist tabpanel textbox timer toolbar tooltip tree treegrid treeitem circle disc square rect \
    poly default soft hard off physical virtual data ref object sans serif arial helvetica verdana \
    tahoma calibri cambria georgia times roman courier segoe ui symbol wingdings consolas \
    black white red green blue gray grey silver navy maroon olive lime aqua teal yellow fuchsia \
    purple orange transparent json ld xml plain jpeg jpg png gif webp pdf x ms ua og title \
    description url site name robots viewport keywords generator twitter card "
);

fn within(list: &Words, word: &str) -> bool {
    list.contains(word)
}

/// Whether the name of an element, in lower case, is one of HTML.
pub(super) fn is_tag(name: &str) -> bool {
    within(&TAGS, name)
}

/// Whether an element, in lower case, stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    within(&BLOCKS, name)
}

/// Whether a value leads somewhere; the name in lower case.
pub(super) fn is_link(name: &str) -> bool {
    within(&LINKS, name.rsplit(':').next().unwrap_or(name))
}

/// Whether a value names something for style sheets and scripts; the name in lower case.
pub(super) fn is_naming(name: &str) -> bool {
    within(&NAMES, name)
}

/// Whether the name of a value is one of HTML or was made by a program; in lower case.
pub(super) fn is_attribute(name: &str) -> bool {
    [&TECHNICAL, &LINKS, &NAMES, &TEXTS].into_iter().any(|list| within(list, name))
        || name == "xmlns"
        || name.strip_prefix("xmlns:").is_some_and(|p| p.len() <= 3)
        || name.strip_prefix("aria-").is_some_and(|p| p.len() <= 16)
        || name.strip_prefix("xml:").is_some_and(|p| p == "lang" || p == "space")
        || name.strip_prefix("on").is_some_and(|p| p.len() >= 4)
}

/// Whether a value says nothing: its name wants a choice or a number, and it is one.
pub(super) fn is_technical(name: &str, value: &str) -> bool {
    if !(within(&TECHNICAL, name) || name.starts_with("xmlns") || name == "xml:lang") {
        return false;
    }
    value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).all(|word| {
        let lower = word.to_ascii_lowercase();
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let color = word.len() >= 3 && word.len() <= 8 && digits > 0;
        let number = digits <= 6 && word.bytes().take(digits).all(|b| b.is_ascii_digit());
        word.len() == 1
            || (digits > 0 && number && (digits == word.len() || word.len() - digits <= 3))
            || (color && word.bytes().all(|b| b.is_ascii_hexdigit()))
            || within(&WORDS, &lower)
    })
}

/// Whether an element is one of Office: a short prefix and a name of its own.
pub(super) fn is_office(name: &str) -> bool {
    name.split_once(':').is_some_and(|(prefix, local)| {
        matches!(prefix, "o" | "v" | "w" | "m" | "x" | "st1" | "svg")
            && matches!(
                local,
                "p" | "smarttagtype"
                    | "place"
                    | "placename"
                    | "city"
                    | "personname"
                    | "shape"
                    | "shapetype"
                    | "stroke"
                    | "formulas"
                    | "f"
                    | "path"
                    | "lock"
                    | "imagedata"
                    | "officedocumentsettings"
                    | "allowpng"
                    | "shapedefaults"
                    | "shapelayout"
                    | "idmap"
                    | "worddocument"
                    | "latentstyles"
                    | "textbox"
                    | "rect"
                    | "wrap"
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_someone_chose_is_text() {
        for (name, value) in [
            ("width", "100%"),
            ("bgcolor", "#1F497D"),
            ("type", "text/css"),
            ("lang", "nl-NL"),
            ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
            ("size", "2"),
        ] {
            assert!(is_technical(name, value), "{name}={value}");
        }
        for (name, value) in
            [("lang", "Noor Bakker"), ("title", "2"), ("target", "bakker"), ("size", "0612345678")]
        {
            assert!(!is_technical(name, value), "{name}={value}");
        }
    }
}
