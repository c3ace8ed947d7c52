//! What the recognizers of names find and leave, one kind of text per test. All people are
//! fictitious.

use crate::model::{Category, Place, Segment, SegmentKind};
use crate::recognize::{Detector, DetectorConfig, Memory};
use std::sync::OnceLock;

fn detector() -> &'static Detector {
    static DETECTOR: OnceLock<Detector> = OnceLock::new();
    DETECTOR.get_or_init(|| Detector::new(&DetectorConfig::default()).expect("shipped"))
}

/// Every name found, with its role.
fn names(text: &str) -> Vec<(String, String)> {
    let segment = [Segment::new(SegmentKind::Body, Place::verbatim("tekst"), text)];
    let found = detector().find(&segment, &Memory::default());
    found
        .into_iter()
        .filter(|f| f.category == Category::NAME)
        .map(|f| (text[f.span.start..f.span.end].to_owned(), f.role.as_str().to_owned()))
        .collect()
}

#[track_caller]
pub(super) fn finds(text: &str, want: &[&str]) {
    let got: Vec<String> = names(text).into_iter().map(|(name, _)| name).collect();
    assert_eq!(got, want, "{text}");
}

#[track_caller]
pub(super) fn role(text: &str, name: &str, want: &str) {
    let got = names(text).into_iter().find(|(n, _)| n == name).map(|(_, role)| role);
    assert_eq!(got.as_deref(), Some(want), "{text}");
}

#[test]
fn shortened_particles() {
    finds("Met Gijs v/d Rijdtman en S. v.d. Bergsma.", &["Gijs v/d Rijdtman", "S. v.d. Bergsma"]);
    finds("Overlegd met jurist v.d. Polman: akkoord.", &["v.d. Polman"]);
    finds(
        "De heer A. van der Rijdtman belde. Later mailde v/d Rijdtman.",
        &["A. van der Rijdtman", "v/d Rijdtman"],
    );
}

#[test]
fn a_firm_that_bears_a_given_name() {
    finds("Het gesprek met Microsoft en Meta is gevoerd.", &[]);
    finds("Meta Jansen belde.", &["Meta Jansen"]);
}

#[test]
fn nouns_that_only_people_bear() {
    finds("De bewoners gaan met buurtbemiddelaar Gonnie om tafel.", &["Gonnie"]);
    finds("Locatiecoördinator Oksana Hrytsjenko heeft het gemeld.", &["Oksana Hrytsjenko"]);
    finds("Dit heeft mijn man Gerrit gezegd.", &["Gerrit"]);
    finds("Als moeder van Pepijn (groep 6) schrijf ik u.", &["Pepijn"]);
    finds("De leverancier Centrikon levert dit.", &[]);
}

#[test]
fn firms_and_buildings_stay() {
    for text in [
        "De offerte van Jansen & de Wit Groenprojecten B.V. is ontvangen.",
        "Het plan van J. de Vries & Zonen B.V. is afgewezen.",
        "De bouw van de Johan Seckelschool aan de Marie Curieweg.",
        "De fietsbrug is genoemd naar de dichter Jacob Katsman.",
        "Het gemaal Mr. U.G. Schilthuizen staat uit.",
        "Slachthuis en Slagerij Rachid V.O.F. zijn bezocht.",
        "Installatiebedrijf Gebr. Hovingen uit Rolde.",
        "De namen Hannie Schaftpad en Joop Zoetemelkpad zijn gekozen.",
        "De motie van de wethouder Openbare Ruimte is aangenomen.",
    ] {
        finds(text, &[]);
    }
    finds("Haar bewindvoerder, J. Baansma van Baansma Bewindvoering, schreef.", &["J. Baansma"]);
}

#[test]
fn speakers() {
    let chat = "Wouter van Kranenburg\nHoe is het gegaan?\n20:44\n\nJitske\nPrima\n20:46\n\n\
                Wouter van Kranenburg\nMooi zo\n20:47\n\nJitske\nDag\n20:51\n";
    finds(chat, &["Wouter van Kranenburg", "Jitske", "Wouter van Kranenburg", "Jitske"]);
    finds("[14-11-2023 17:04:31] Esra Beleid: ja!", &["Esra Beleid"]);
    finds("Rogier: het meetpunt staat online.", &["Rogier"]);
    finds("Pim,\n\nzie onder, moeten we hier nu wat mee?\n", &["Pim"]);
}

#[test]
fn initials_by_themselves() {
    let minutes = "Aanwezig: A.P.M. van Gemerden (vz), Lieke Jilesma\n\nVastgesteld\tvoorzitter, AvG\tsecretaris, LJ\n";
    finds(minutes, &["A.P.M. van Gemerden", "Lieke Jilesma", "AvG", "LJ"]);
    finds("Opgemaakt te Hengelo, paraaf RvdL.", &["RvdL"]);
    finds(
        "Voor de OR: Bertus Oosterhuizen (BO, vz). Later brak BO hem af.",
        &["Bertus Oosterhuizen", "BO", "BO"],
    );
    finds("De RvS en de OvJ zijn gehoord (RvB).", &[]);
    finds("Paraaf: s.o.\n", &["s.o."]);
}

#[test]
fn rows_of_people() {
    finds(
        "Aanwezig waren Lotte Ammerlaan (vz), Ebrima Ceesayman en Anoeradha Iyengarma (stagiaire).",
        &["Lotte Ammerlaan", "Ebrima Ceesayman", "Anoeradha Iyengarma"],
    );
    role("Mirjam Slobbema\tsenior kwaliteitsmedewerker\n", "Mirjam Slobbema", "ambtenaar");
    finds("SHEVTSENKO Oleksandr\t14-11-1990\tpaspoort\n", &["SHEVTSENKO Oleksandr"]);
}

#[test]
fn a_public_office_is_held_by_one() {
    role("De wethouder, mevrouw Withaarsma, was er.", "Withaarsma", "bestuurder");
    role(
        "De wethouder Zorg van Maastricht, Anita Bastiaansen, was er.",
        "Anita Bastiaansen",
        "bestuurder",
    );
    role("Afscheid van oud-wethouder Marco Verlopema.", "Marco Verlopema", "bestuurder");
    let office = "commissaris van de Koning Hugo de Jongema sprak.";
    role(office, "Hugo de Jongema", "bestuurder");
    // Neither members of a group, nor people beside an office, nor its correspondents hold it.
    role("Leden: Samira Soekhoema, Jitske\n", "Samira Soekhoema", "onbekend");
    let list = "Aanwezig: wethouder Andrew Harijgensma (voorzitter), Carlijn Loosma (hoofd HR)\n";
    role(list, "Andrew Harijgensma", "bestuurder");
    assert_ne!(names(list)[1].1, "bestuurder");
    role("12\tG.J. Slijkhuizen\tminister LNV\tDeels openbaar\n", "G.J. Slijkhuizen", "onbekend");
    role("Kopie aan SG, DB, F. Aartsma\n", "F. Aartsma", "onbekend");
}

#[test]
fn a_surname_of_two_of_whom_one_is_public_is_asked() {
    let text = "Geachte mevrouw Kuipersma, u bent mevrouw T. Kuipersma-Zwiers. Gedeputeerde Hans Kuipersma komt.";
    let segment = [Segment::new(SegmentKind::Body, Place::verbatim("tekst"), text)];
    let found = detector().find(&segment, &Memory::default());
    assert!(found.iter().any(|f| f.conflict), "{found:?}");
}

#[test]
fn names_over_lines_of_narrow_columns() {
    finds(
        "langs de dijk. De omgevingsmanager is Anouk\nPrangsmaat, bereikbaar op werkdagen.",
        &["Anouk\nPrangsmaat"],
    );
}

#[test]
fn small_letters_of_those_who_are_known() {
    finds(
        "Van: Jeroen Baarsma <j.baarsma@minienw.nl>\n\njeroen kijkt mee.",
        &["Jeroen Baarsma", "jeroen"],
    );
}

#[test]
fn adjectives_in_surnames() {
    finds("Ik sprak mevrouw Oude Kottink gisteren.", &["Oude Kottink"]);
    finds("De heer Grote Kottink wordt ontslagen.", &["Grote Kottink"]);
}

#[test]
fn history_outweighs_no_anchor() {
    finds("De zaal Willem Drees is vrij, en de tram naar Anton de Kom ook.", &[]);
    finds("Mevrouw Aletta Jacobs belde.", &["Aletta Jacobs"]);
    finds("Behandeld door: Willem Drees", &["Willem Drees"]);
}

#[test]
fn rows_and_columns_of_people() {
    let list = "Vosdijk, J. van\tinkoop\t8801\nRamaekers, Wiel\tbeveiliging\t8800\nKarels, P.\tplanning\t8802\n";
    finds(list, &["Vosdijk, J. van", "Ramaekers, Wiel", "Karels, P."]);
    let week = "40\tJ. Vosdijk\tEelkje\tP. Karels\n41\tGroningen\tP. Karels\tBeleid\n";
    finds(week, &["J. Vosdijk", "Eelkje", "P. Karels", "P. Karels"]);
}

#[test]
fn over_the_end_of_a_filled_line() {
    let text = "In maart is zij voor twaalf uur in de week gestart bij de afdeling, onder leiding van\nSylvester. Dat ging goed.";
    finds(text, &["Sylvester"]);
    let text = "Mijn cliënt heeft last van zijn longen en is daarvoor in behandeling bij longarts\nGoedknecht in het ziekenhuis.";
    finds(text, &["Goedknecht"]);
}

#[test]
fn no_office_from_a_list_of_papers() {
    let row = "1259981\tBrief.pdf\t19-02-2024\tG.J. Slijkhuizen\tminister LNV\n";
    role(row, "G.J. Slijkhuizen", "onbekend");
    role("MT-lid\tF. Aartsen\tFA\n", "F. Aartsen", "onbekend");
}

#[test]
fn places_products_and_units() {
    finds("Bezwaar kan bij het college, Raadhuisplein 1, 2914 KM Nieuwerkerk aan den IJssel.", &[]);
    finds("A. Kroon kwam. Het product Kroon Zeker Plus is duur.", &["A. Kroon"]);
    finds("toezichthouder Vergunningverlening en Handhaving", &[]);
    finds("namens de familie Tolkampen te Markelo vraag ik", &["Tolkampen"]);
}

#[test]
fn places_with_an_article_and_names_like_them() {
    finds("de burgemeester van Den Helder, de heer J.A. Boermans;", &["J.A. Boermans"]);
    finds(
        "Mw. Van 't Veld opent de vergadering. Mw. Van 't Veld sluit.",
        &["Van 't Veld", "Van 't Veld"],
    );
}

#[test]
fn an_office_on_the_line_below_a_name() {
    role("Aldus.\n\nJ.A. Boermans\nburgemeester\n\nPolitie\n", "J.A. Boermans", "bestuurder");
    role("Aldus.\n\nMarjan van Kampen\nprojectleider\n\nen\n", "Marjan van Kampen", "ambtenaar");
    // In a list of names the office belongs to the next one.
    role("J.A. Boermans\nburgemeester Wytema\n", "J.A. Boermans", "onbekend");
    role("J.A. Boermans\nburgemeester\nA. Wytema\n", "J.A. Boermans", "onbekend");
}

#[test]
fn given_names_behind_the_word_that_begins_a_sentence() {
    finds(
        "Als Marek niet rijdt, staat de band stil. Heeft Sanne de sleutel al?",
        &["Marek", "Sanne"],
    );
    finds(
        "Mijn man (Wim, 81) is gevallen. De 17-jarige Fleur van der S. ook.",
        &["Wim", "Fleur van der S."],
    );
    finds("Als Amsterdam betaalt, is Groningen blij.", &[]);
}

#[test]
fn names_that_a_line_or_a_gap_takes_apart() {
    let text = "Aanwezig: Quinten Nonnema (DUO), Roland van Rheema (RDW), Diederik Kruisman, Fenno\n\
                van der Zaalberg (VWS), Oene Wintershof (VWS), Marloes\nPauw (KvK)\n";
    let all = names(text);
    let found = |name: &str| all.iter().any(|(n, _)| n == name);
    assert!(found("Fenno\nvan der Zaalberg") && found("Marloes\nPauw"), "{all:?}");
    finds("Thijmen G oossens, SNG\n", &["Thijmen G oossens"]);
    finds("Noor vd Bij waren er snel.\n", &["Noor vd Bij"]);
    finds("Reactie Marleen P. op notitie\n", &["Marleen P."]);
    finds("Zij belde via buurtcoach Hatice O. Daarna kwam er een mail.\n", &["Hatice O."]);
}

#[test]
fn fields_that_ask_for_a_part_of_a_name() {
    finds("Achternaam : KORTSTEE - GAJADIN\n", &["KORTSTEE - GAJADIN"]);
    finds("Voornamen : RADJINDER WILLEM\n", &["RADJINDER WILLEM"]);
    finds("Achternaam: VAN DER SLUIJS\n", &["VAN DER SLUIJS"]);
    finds("Naam: DE VRIES GENAAMD BRONKHORST\n", &["DE VRIES GENAAMD BRONKHORST"]);
    finds("Achternaam   Voornaam   Geboortedatum\n", &[]);
    finds(
        "Naam aanvrager: Sybren Hartogh Heys van Zouteveen\n",
        &["Sybren Hartogh Heys van Zouteveen"],
    );
    finds("Achternaam: n.v.t.\nVoornaam: onbekend\n", &[]);
}

#[test]
fn nouns_before_a_surname_that_is_a_word() {
    finds("Informatie bij psychiater Blom is gevraagd.\n", &["Blom"]);
    finds("Ik zag dat ged. Maduro iets gaf.\n", &["Maduro"]);
    finds("De adviseur Groen en de medewerker Post zijn vacatures.\n", &[]);
    finds("Een bewoner uit Ede, ene Harmsma, belde.\n", &["Harmsma"]);
}

#[test]
fn given_names_before_a_unit_or_a_verb() {
    finds("Een aanzet van Jelmer van Communicatie staat klaar.\n", &["Jelmer"]);
    finds("De sleutels liggen bij Wim van de onderhoudsdienst, zei men.\n", &["Wim"]);
    finds("Later heeft mr. J. de Wilde van De Wilde Advocaten dit gemeld.\n", &["J. de Wilde"]);
}

#[test]
fn words_that_are_no_names() {
    for text in [
        "Hoogachtend,\n\nRechtsmiddelverwijzing\nU kunt bezwaar maken.\n",
        "Onze referentie\nTrcnvb/21/2749\n",
        "Gevoelige informatie in URI's is een risico.\n",
        "Het fregat Zr.Ms. De Ruyter vaart uit.\n",
        "De nota van Zandstra en Blankvoort (ZB) is ontvangen.\n",
    ] {
        finds(text, &[]);
    }
}

#[test]
fn names_of_other_orders() {
    finds(
        "Trần Văn Hùng en María del Carmen Núñez Ortega spraken niet.",
        &["Trần Văn Hùng", "María del Carmen Núñez Ortega"],
    );
    let rows = "12.00 Frank, Yvonne, Lancelot en Rob.\nMaarten, Rob en Mickel gaan erheen.\n";
    finds(
        &format!("{rows}Overwegen om soap te doen? (Tonki)\n"),
        &["Frank", "Yvonne", "Lancelot", "Rob", "Maarten", "Rob", "Mickel", "Tonki"],
    );
    finds("Overwegen om soap te doen? (Tonki)\n", &[]);
}

#[test]
fn surnames_that_end_like_streets() {
    finds("Contactpersoon: Tom Tromphaven\n", &["Tom Tromphaven"]);
    finds("Hoogachtend,\n\nTom Tromphaven\nadviseur\n", &["Tom Tromphaven"]);
    finds("Het werk aan de Tom Tromphaven duurt lang.", &[]);
    let twice = "Contactpersoon: Tom Tromphaven\n\nTijdens het overleg heeft Tom Tromphaven toegelicht \
        waarom.\n";
    finds(twice, &["Tom Tromphaven", "Tom Tromphaven"]);
    finds(
        "Naam\tFunctie\nTom Tromphaven\tadviseur\nKees Jansen\tjurist\n",
        &["Tom Tromphaven", "Kees Jansen"],
    );
}

#[test]
fn surnames_in_lower_case() {
    finds(
        "Suggestie (Joris mispelblom, opvolger maarten van duivendijk)",
        &["Joris mispelblom", "maarten van duivendijk"],
    );
    finds("Overleg met Joris volgende week, en Joris zei ja.", &["Joris", "Joris"]);
    finds("Vorige week is Dorota Lis weggestuurd, zij belde.", &["Dorota Lis"]);
    finds("Werkgroep (Ömer Kaya minBZK, Wim hendriks, VNG)", &["Ömer Kaya", "Wim hendriks"]);
    finds("Bijlagen: jan smit, kees jansen", &["jan smit", "kees jansen"]);
}

#[test]
fn values_of_keys() {
    finds(
        "brp.Mapper naam=\"Van den Quastel-Ajeebi, R.\" geboren=19830217",
        &["Van den Quastel-Ajeebi, R."],
    );
    finds("betaal controle tnv=\"A Ajeebi-Mertens\" match=CLOSE", &["A Ajeebi-Mertens"]);
    finds("zoek name=\"Groot Onderhoud\" hits=3", &[]);
}

#[test]
fn no_label_of_the_next_line_is_a_surname() {
    finds("Cc: Mourik, Denise van\n\nVerzonden: maandag\n", &["Mourik, Denise van"]);
    finds("De heer Nguyen Van Thanh, eigenaar, sprak in.", &["Nguyen Van Thanh"]);
    finds("De arts, de heer Sjerp Wind van de praktijk, is gebeld.", &["Sjerp Wind"]);
    finds("RIVM Milieuongevallendienst (MOD) is gebeld.", &[]);
    finds("Bakkerij Hermans-Vonckel V.O.F., Ede", &[]);
}

#[test]
fn surnames_that_are_words() {
    finds("Geachte heer Smaldeel,\n\nU schreef ons.\n", &["Smaldeel"]);
    finds("Geachte heer Voorzitter,\n\nU schreef ons.\n", &[]);
    finds("Aan: Pieter Doornbos jr. <p.doornbos@voorbeeld.nl>", &["Pieter Doornbos jr."]);
    finds("Actie\tKo & Diederik\topen\n", &["Ko", "Diederik"]);
    let row = "Aanwezig zijn: Ferdi Blok (Logius), Floris Kapelaan (Belastingdienst), Wim de Oude (EDSN), \
        Remo Brug (Stichting X).";
    finds(row, &["Ferdi Blok", "Floris Kapelaan", "Wim de Oude", "Remo Brug"]);
    finds("Urgentie:  Hoog\n\nDag Tijs,\n", &["Tijs"]);
    finds("maatschappij De Vries & Zn. B.V. te Dokkum bouwt.", &[]);
}

#[test]
fn initials_that_the_text_itself_explains() {
    let text = "Aanwezig: Govert Tankman (GT), Marnix van Erpema (MvE).\nMetamodel GT/MvE.\n";
    let all: Vec<String> = names(text).into_iter().map(|(name, _)| name).collect();
    assert_eq!(all.iter().filter(|n| *n == "GT").count(), 2, "{all:?}");
}
