//! Names in forms, lists, logs and scans. All people are fictitious.

use super::tests::{finds, role};

#[test]
fn initials_and_numbers_beside_a_name() {
    finds("Naam:             Roelsma, Tygo (T.H.)\n", &["Roelsma, Tygo (T.H.)"]);
    finds("bereikbaar via voorman N. Skrzynsk 06 - 83 51 07 16\n", &["N. Skrzynsk"]);
    finds("omstreeks 02:35 met collega 8804 Van Calsma in burger", &["Van Calsma"]);
    finds("Vakantie: Ö Çetin 15-26 april", &["Ö Çetin"]);
    finds("op NL91 ABNA 0417 1643 00 t.n.v. M Dos Reisma.", &["M Dos Reisma"]);
    finds(
        "   Sadiq-van Hooijdonk (F)     5533   06 29 74 11 08   niet!\n",
        &["Sadiq-van Hooijdonk"],
    );
    finds("   Stookruimte (F)             5533   06 29 74 11 08   niet!\n", &[]);
}

#[test]
fn forms_ask_for_parts_of_a_name() {
    finds(
        "Voorletters             S J\nAchternaam              Buwalda\nStraat                  Kerkpad\n",
        &["S J", "Buwalda"],
    );
    finds(
        "    Voornamen  : Remco Anton    Geb. 21-7-96\n    Verblijf   : onbekend\n    Bsn        : geen\n",
        &["Remco Anton"],
    );
    finds(
        "Cliënt  : mevr. Adriana Cornelia BARENDREGT - KLEIN BREETELER\n",
        &["Adriana Cornelia BARENDREGT - KLEIN BREETELER"],
    );
}

#[test]
fn what_a_scan_makes_of_a_name() {
    finds("trof de eigenaar, J.C. de Gr0ot, aan.", &["J.C. de Gr0ot"]);
    finds("de brief van mr. G, Veeninga namens", &["G, Veeninga"]);
    finds("ik vind de toon van mevr roozendaal niet fijn", &["roozendaal"]);
    finds("ik vind de toon van mevr voorzitter niet fijn", &[]);
    finds("Ik sprak Ytsen Dijk stra gisteren.", &["Ytsen Dijk stra"]);
    finds("Van Robbert, Renko, WiIbert en Stijn.", &["Robbert", "Renko", "WiIbert", "Stijn"]);
}

#[test]
fn lists_with_other_marks() {
    finds("Wij spraken de arts (dr. Wulkan / Veenstra) daarover.", &["Wulkan", "Veenstra"]);
    finds(
        "Aan: Bunschoten, Gerlof | Tol, Fatos\n\nOnderwerp: Fwd\n",
        &["Bunschoten, Gerlof", "Tol, Fatos"],
    );
    finds("07:02 - x\n09-07-2023 07:02 - Tharindu BOT: koffie staat\n", &["Tharindu BOT"]);
    let motion = "Nr. 1366  MOTIE VAN DE LEDEN HOEKSTRA EN VAN DIJK\n";
    role(motion, "VAN DIJK", "volksvertegenwoordiger");
}

#[test]
fn words_behind_an_office() {
    finds("Wij spraken met programmamanager Data bij de Bron daarover.", &[]);
    finds("artikel 365, vijfde lid van Wetboek van Strafvordering (Sv)", &[]);
    role("fiatteur 2: gemeentesecr. H. de Jongsma  betaald", "H. de Jongsma", "bestuurder");
    finds("- Geert waarschuwt dat dit te veel is.", &["Geert"]);
    finds("Dan start het beheer bij Logius.", &[]);
    finds("op de hoek van King Charles Street", &[]);
    finds("het ontwerp voor de Frans Halsbuurt", &[]);
    finds("user=burgemeester ip=10.0.0.1", &[]);
}

#[test]
fn forms_that_were_filled_in_by_hand() {
    let form = "Achternaam : KORTSMA - GAJAPERS [M/V\n\nVoornamen RADJINDER WILLEM\n";
    finds(form, &["KORTSMA - GAJAPERS", "RADJINDER WILLEM"]);
    finds("Voornamen zoals in het paspoort\n", &[]);
}

#[test]
fn who_is_meant_and_who_is_not() {
    finds("Nu kan de fractie Vermootsen een lid laten benoemen.", &[]);
    finds("waarnemend admiraal Pieter en commandeur Michiel de Ruyter.", &["Pieter"]);
    finds("Aart Jan van bruggen (KvK) is er ook.", &["Aart Jan van bruggen"]);
    finds("invulling geven aan de D van Development en zo", &[]);
    finds("Wij schreven J. en M. de Vries aan.", &["J.", "M. de Vries"]);
    finds("met makelaar Berendsen van Agri Vastgoed besproken", &["Berendsen"]);
    finds("- Rosalie baronesse van Heemstra, adviseur\n", &["Rosalie baronesse van Heemstra"]);
    finds("brief van 28 juli (TGB/vB/2201) aan T.G. Bos", &["T.G. Bos"]);
}

#[test]
fn labels_and_logs() {
    finds(
        "Wijkbeheerder: Soerin Autar-Mungra\n\n3. Evaluatie 1 december met Soerin.\n",
        &["Soerin Autar-Mungra", "Soerin"],
    );
    finds("Uw naam:      g. el mrabet\n", &["g. el mrabet"]);
    finds("Uw naam:      is nog niet bekend\n", &[]);
    finds("size=48112 by=Marga de Vries\n", &["Marga de Vries"]);
    finds("resultaat=\"ACHTERBERG, Johanna W\"\n", &["ACHTERBERG, Johanna W"]);
    finds("iban= t.n.v. \"J W ACHTERBERG\" bedrag=1\n", &["J W ACHTERBERG"]);
    finds(
        "file=\"intake_achterberg_2023.docx\" van Johanna Achterberg\n",
        &["achterberg", "Johanna Achterberg"],
    );
    finds("02-11-23 21:09 - Fenna Dijkring: Ik rij erheen\n", &["Fenna Dijkring"]);
    finds("Ingediend: 29-02-2024  21:37\n", &[]);
    finds("Aan:      gedeputeerde Stoffelsma\nCc:       hoofd NVL\n", &["Stoffelsma"]);
}

#[test]
fn surnames_of_several_words() {
    finds("Opsteller: mr. V. Tjon Sie Fat (JZ)\n", &["V. Tjon Sie Fat"]);
    finds("De taxateur, dhr. H.B. Kl. Haarhuis (gecertificeerd)", &["H.B. Kl. Haarhuis"]);
    finds("(mondeling akkoord Klaas Bouma 14-8, zie app)", &["Klaas Bouma"]);
    finds("een brief van Vitens op naam van T.\nDebesay.\n", &["T.\nDebesay"]);
}

#[test]
fn offices_that_several_share() {
    let list = "Aanwezig: mw. M. van Kampen (burgemeester), F.D. Zeilema, Sacha Kos, J. Nieuwenhuis\n\
        (wethouders), mr. E. Heut (secretaris)\n";
    role(list, "F.D. Zeilema", "bestuurder");
    role(list, "Sacha Kos", "bestuurder");
    role(
        "questions raised by Mr Peter de Groot MP and others",
        "Peter de Groot",
        "volksvertegenwoordiger",
    );
    role("Aanwezig: A. Vos, B. Bosman (leden)\n", "A. Vos", "onbekend");
}

#[test]
fn names_of_other_things() {
    finds("Vergaderzaal Van Gogh     4461\nVergaderzaal Willem Barentsz    4462\n", &[]);
    finds("TZID=\"W. Europe Standard Time\"", &[]);
    finds("De nabestaanden van verzetsman Jan de Boer worden uitgenodigd.", &[]);
    let song = "Ik herkende het nummer \"Het land van Maas en Waal\" van Jan de Vries.";
    role(song, "Jan de Vries", "auteur");
    role("Wij lazen het boek Kikker van Max Veldhuis.", "Max Veldhuis", "auteur");
    role("Wij spraken over het boek van Max Veldhuis.", "Max Veldhuis", "onbekend");
}

#[test]
fn people_on_lines_of_their_own() {
    let list = "Deelnemers aan het overleg:\nJean Wit\nPasqual Hauzerd\nErik Bierbrouwer\n\
                Jaap Kalfsbeek\nFreek van Essen\n\n1 Opening\n";
    let all =
        ["Jean Wit", "Pasqual Hauzerd", "Erik Bierbrouwer", "Jaap Kalfsbeek", "Freek van Essen"];
    finds(list, &all);
    let units = "Goed Bestuur\nSterk Beleid\nJaap Kalfsbeek\nVrij Verkeer\n";
    finds(units, &["Jaap Kalfsbeek"]);
}

#[test]
fn groups_of_a_council_are_no_people() {
    let votes = "Tegen stemden de fracties van het CDA, Helder Onafhankelijk!, de PvdA en Van Haag.\n\
                 Voor stemde Helder Onafhankelijk.\n";
    finds(votes, &["Van Haag"]);
}

#[test]
fn surnames_in_parts_and_jobs_with_a_grade() {
    finds("Contactpersoon\nB. Roosen-Tjin A Tsoi\n", &["B. Roosen-Tjin A Tsoi"]);
    finds("Met vriendelijke groet,\n\nSenior-medewerker Maatwerkvergunningen\nCentrum\n", &[]);
}

#[test]
fn who_speaks_and_where_somebody_is_from() {
    finds("Het spel is veranderd\", zegt Vanderhaezen.\n", &["Vanderhaezen"]);
    finds("Dat blijft zo, aldus Ruttenbergh.\n", &["Ruttenbergh"]);
    finds("Dat blijft zo, aldus Utrecht. Zij zegt Vanderhaezen te kennen.\n", &[]);
    finds("De Syriër Mahmoud Alkhatibi vroeg asiel.\n", &["Mahmoud Alkhatibi"]);
    finds("De Nederlander Raad van State.\n", &[]);
}

#[test]
fn a_letter_in_each_box_of_a_form() {
    finds("Achternaam:            P I E T E R S\nTussenvoegsel:   -\n", &["P I E T E R S"]);
    finds("Achternaam:            X\n", &[]);
}

#[test]
fn mails_that_are_signed_with_one_letter() {
    finds("Bellen jullie even?\n\nGroet,\nA.\n", &["A."]);
    finds("Bellen jullie even?\n\nGr.\nA\n", &["A"]);
    let answer = "Bellen jullie even?\n\nA.\n\nBegin doorgestuurd bericht:\n\nDatum: 3 mei\n";
    finds(answer, &["A."]);
    finds("Zie de bijlage.\n\nA.\n\nInleiding\n", &[]);
    finds("Geef een letter:\nA\nB\nVan: 3 mei\n", &[]);
}
