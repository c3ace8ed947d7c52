//! What speaks for or against a mention being a person's name. Each sign has a weight.

/// Declares the signs, with the names by which the file of weights calls them.
macro_rules! signs {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// One sign. Its value is 1 where it is there, a share from 0 to 1, or the logarithm of a
        /// count.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Sign {
            $($(#[$doc])* $name,)*
        }

        impl Sign {
            /// All signs, in order.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name in the file of weights.
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

signs! {
    /// Always there.
    Bias = "altijd",
    /// The mention has a single initial.
    OneInitial = "een voorletter",
    /// The mention has several initials.
    Initials = "voorletters",
    /// The mention has a given name and a surname.
    FullName = "voornaam en achternaam",
    /// The mention is a surname alone.
    LoneSurname = "alleen achternaam",
    /// The mention is a given name alone.
    LoneGiven = "alleen voornaam",
    /// Lower-case particles stand before the surname.
    Particles = "tussenvoegsel",
    /// The mention is in capitals.
    Capitals = "hoofdletters",
    /// The mention is in lower case.
    Small = "kleine letters",
    /// A word has capitals inside: `PwC`, `IenW`.
    Camel = "hoofdletter binnen woord",
    /// The word judged has at most three letters.
    Short = "hoogstens drie letters",
    /// The mention runs over a line end.
    Broken = "over een regeleinde",
    /// The mention has four words or more.
    Long = "vier woorden of meer",
    /// The surname is on the list of surnames.
    ListedSurname = "achternaam op lijst",
    /// The surname is one of the most common.
    CommonSurname = "veelvoorkomende achternaam",
    /// The surname is an ordinary word, and on the list of surnames.
    WordSurname = "achternaam is ook woord",
    /// The surname is an ordinary word, and on no list of names.
    OnlyWord = "achternaam is alleen woord",
    /// The surname is a place.
    Place = "achternaam is plaats",
    /// The surname is on no list.
    Unlisted = "achternaam op geen lijst",
    /// The surname is a given name too.
    GivenSurname = "achternaam is voornaam",
    /// The given name is on the list.
    ListedGiven = "voornaam op lijst",
    /// The given name is an ordinary word.
    WordGiven = "voornaam is ook woord",
    /// The given name is a place.
    PlaceGiven = "voornaam is plaats",
    /// The given name is on no list.
    UnlistedGiven = "voornaam op geen lijst",
    /// A word of the mention belongs to organizations.
    BodyWord = "woord van een organisatie",
    /// The mention is a public body or firm that is known.
    KnownBody = "bekende organisatie",
    /// A word of the mention is one.
    HoldsBody = "bekende organisatie in naam",
    /// A known body stands in front.
    AfterKnownBody = "na bekende organisatie",
    /// A known body follows in brackets or after a dash.
    BeforeKnownBody = "voor bekende organisatie",
    /// How often the word occurs in lower case.
    LowerCount = "komt klein voor",
    /// Share of lower case among all occurrences.
    LowerShare = "aandeel klein",
    /// How often the word occurs with a capital.
    CapitalCount = "komt met hoofdletter voor",
    /// Share in capitals.
    UpperShare = "aandeel hoofdletters",
    /// Share after an article.
    ArticleShare = "aandeel na lidwoord",
    /// Share after a word that announces a place.
    PlaceShare = "aandeel na plaatswoord",
    /// Share beside a word of an organization.
    BodyShare = "aandeel bij organisatiewoord",
    /// The word stands beside a word of an organization somewhere.
    BodyAny = "ergens bij organisatiewoord",
    /// The word stands before a legal form or trade somewhere.
    LegalAny = "ergens voor rechtsvorm",
    /// The word is part of the name of a company somewhere.
    CompanyAny = "ergens in bedrijfsnaam",
    /// Share within names of companies.
    CompanyShare = "aandeel in bedrijfsnaam",
    /// Share within compounds.
    CompoundShare = "aandeel in samenstelling",
    /// The word is part of a compound somewhere.
    CompoundAny = "ergens in samenstelling",
    /// Share before a number.
    CountedShare = "aandeel voor getal",
    /// Share after a title.
    TitledShare = "aandeel na titel",
    /// The word stands after a title somewhere.
    TitledAny = "ergens na titel",
    /// The word is the subject of a verb for people somewhere.
    ActingAny = "ergens onderwerp",
    /// Share after initials or a given name.
    NamedShare = "aandeel na voornaam",
    /// The word is in a domain somewhere.
    DomainAny = "ergens in domein",
    /// The word is in a local part of a mail address somewhere.
    LocalAny = "ergens in mailnaam",
    /// Share after another capitalized word.
    RowShare = "aandeel na ander hoofdletterwoord",
    /// Frequent, and hardly ever after a given name, initials or title.
    OftenBare = "vaak en nooit met voornaam",
    /// The mention starts a line or cell.
    LineStart = "begin van regel",
    /// The mention starts a sentence.
    SentenceStart = "begin van zin",
    /// An article stands in front.
    AfterArticle = "na lidwoord",
    /// A word that announces a place stands in front.
    AfterPlace = "na plaatswoord",
    /// A word of an organization stands in front.
    AfterBody = "na organisatiewoord",
    /// A preposition that people follow stands in front: `met`, `door`, `aan`.
    AfterPreposition = "na voorzetsel",
    /// A comma, semicolon or `en` stands in front.
    AfterComma = "na komma",
    /// An opening bracket stands in front.
    AfterBracket = "na haakje",
    /// A colon stands in front.
    AfterColon = "na dubbele punt",
    /// A job or office stands in front.
    AfterJob = "na functie",
    /// A job or office follows, behind a comma or in brackets.
    BeforeJob = "voor functie",
    /// A date follows, in the next cell or behind a comma.
    BeforeDate = "voor datum",
    /// A slash or ampersand stands on either side.
    Slash = "bij schuine streep",
    /// A capitalized word stands in front, in the same sentence.
    AfterCapital = "na hoofdletterwoord",
    /// A number stands in front.
    AfterNumber = "na getal",
    /// A verb for people follows.
    BeforeVerb = "voor werkwoord",
    /// A bracket follows.
    BeforeBracket = "voor haakje",
    /// A comma follows.
    BeforeComma = "voor komma",
    /// A number follows.
    BeforeNumber = "voor getal",
    /// A hyphen follows directly.
    BeforeHyphen = "voor streepje",
    /// Another capitalized word follows in the same line.
    BeforeCapital = "voor hoofdletterwoord",
    /// A lower-case word follows.
    BeforeLower = "voor klein woord",
    /// The mention ends its line or cell.
    LineEnd = "einde van regel",
    /// The mention fills its line or cell.
    Alone = "hele regel of cel",
    /// The line has several cells.
    Table = "in tabel",
    /// Nearly all words of the line are capitalized.
    Heading = "kopregel",
    /// The segment is not running text.
    Aside = "buiten de lopende tekst",
    /// The text is a column of its segment.
    Column = "kolom gelezen",
    /// The text was recognized from a picture.
    Recognized = "herkende tekst",
    /// A structural anchor, and a surname on no list.
    AnchoredUnlisted = "anker en achternaam op geen lijst",
    /// A structural anchor, and a surname that is only an ordinary word.
    AnchoredWord = "anker en alleen woord",
    /// A structural anchor, and a surname alone.
    AnchoredLone = "anker en alleen achternaam",
    /// A structural anchor, and a surname that is a place.
    AnchoredPlace = "anker en plaats",
    /// Initials before a surname on no list.
    InitialsUnlisted = "voorletters en achternaam op geen lijst",
    /// Share of the other cells of the column that look like names.
    ColumnShare = "aandeel namen in kolom",
    /// Another mention of the person rests on another kind of evidence.
    OtherKind = "ander blijk elders",
    /// Other mentions rest on two or more other kinds.
    OtherKinds = "meer andere blijken elders",
    /// The surest mention of the person is hardly sure.
    PersonWeak = "persoon zwak",
    /// The surest mention of the person is rather sure.
    PersonFair = "persoon redelijk",
    /// The surest mention of the person is very sure.
    PersonSure = "persoon zeker",
    /// How many mentions name the person more fully.
    PersonCount = "voller genoemd",
    /// Mentions that name the person more fully, as a share of all occurrences of the word.
    PersonShare = "aandeel voller genoemd",
}
