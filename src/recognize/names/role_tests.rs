//! What gives a name a role, and what does not. All people are fictitious, but for office holders of
//! the national government.

use super::tests::{finds, role};

/// The role of a member of an elected body, and of its daily board.
pub(super) const SEAT: &str = "volksvertegenwoordiger";
pub(super) const BOARD: &str = "bestuurder";

#[test]
fn heads_of_columns_give_no_seat() {
    let table = "Leden                   Organisatie\n\
                 Hidde Oortman           Kadaster\n\
                 Sietske Palsman         RDW\n";
    role(table, "Hidde Oortman", "onbekend");
    role("Leden\nJan Kolthof\nPiet Meijerink\n", "Jan Kolthof", "onbekend");
    role("A. Tijhuis, lid\n", "A. Tijhuis", "onbekend");
    role("C. Tibben (lid van de raad van toezicht)", "C. Tibben", "onbekend");
    role("B. Tijink, lid van de gemeenteraad", "B. Tijink", "volksvertegenwoordiger");
    role("D. Tempel (lid Tweede Kamer)", "D. Tempel", "volksvertegenwoordiger");
    role("E. Tasma (lid)", "E. Tasma", "onbekend");
}

#[test]
fn given_names_and_ministries_are_no_offices() {
    role("Een nieuwe medewerker, de heer Stas Koroljov, begint.", "Stas Koroljov", "ambtenaar");
    role("Overleg met Stas Verbrugge.", "Stas Verbrugge", "onbekend");
    role("De stas Van Lierop was akkoord.", "Van Lierop", "bewindspersoon");
    role("Aanwezig: Karin Hulst (Min JenV), Bram Otten (min. FIN).", "Karin Hulst", "onbekend");
    role("Aanwezig: Karin Hulst (Min JenV), Bram Otten (min. FIN).", "Bram Otten", "onbekend");
    role("Dit is gevraagd aan min. Staalman.", "Staalman", "bewindspersoon");
}

#[test]
fn authors_of_what_is_published() {
    for text in [
        "Literatuur\nVan der Voorden, H. (2021). Inhuur. Den Haag: Boom.\n",
        "Vgl. H. van der Voorden, *Gemeentestem* 2020/114, p. 612-619.",
        "het rapport van H. van der Voorden e.a., *Meer meten* (2020), p. 44-51.",
    ] {
        let name = if text.starts_with('L') { "Van der Voorden, H." } else { "H. van der Voorden" };
        role(text, name, "auteur");
    }
    role("een artikel van verslaggever Sander Voorden over flats.", "Sander Voorden", "auteur");
    role("De heer H. van der Voorden (1961) belde.", "H. van der Voorden", "onbekend");
    role("Verslaggever is Sander Voorden.", "Sander Voorden", "onbekend");
}

#[test]
fn offices_in_lists_and_addresses() {
    role(
        "Brief regering - minister van Binnenlandse Zaken, Voorden-Quast A.Th.B. - 24 maart 2009\n",
        "Voorden-Quast A.Th.B.",
        "bewindspersoon",
    );
    role("de Burgemeester van Ede\nmr. L.W. Voorden\nPostbus 46\n", "L.W. Voorden", "bestuurder");
    role("de Burgemeester van Ede\nmr. L.W. Voorden\nDorpsstraat 4\n", "L.W. Voorden", "burger");
    let signed = "De griffier,\n\nA. Quast\n\nDe voorzitter,\n\nR. Voorden\n";
    role(signed, "R. Voorden", "bestuurder");
    role("De voorzitter,\n\nR. Voorden\n", "R. Voorden", "leidinggevende");
}

#[test]
fn offices_in_short() {
    role("Kamerbrief stasIenW Van Weijenberg aan de Kamer.", "Van Weijenberg", "bewindspersoon");
    role("het antwoord van dhr. Voorden a.d. 2de kamer:", "Voorden", "bewindspersoon");
    role("het antwoord van dhr. Voorden aan de klant:", "Voorden", "onbekend");
    let board = "Fenna Voorden, lid Dagelijks Bestuur Stadsdeel West.";
    role(board, "Fenna Voorden", "bestuurder");
    role("Fenna Voorden, lid Dagelijks Bestuur VvE Quast.", "Fenna Voorden", "onbekend");
    role("Gemeentesecretaris: D. Voorden\n", "D. Voorden", "bestuurder");
    role(
        "Datum: 3 mei 2017\nAan: Ivens Laurens <l.ivens@voorbeeld.nl>\n",
        "Ivens Laurens",
        "bestuurder",
    );
}

#[test]
fn who_is_saluted_is_the_addressee() {
    role(
        "Geachte heer drs. Voorden,\n\nU schreef ons. De heer Voorden belde.",
        "Voorden",
        "burger",
    );
    role("Beste Karin,\n\nDe heer Voorden belde.", "Voorden", "onbekend");
    let council = "Geachte heer Voorden,\n\nHet raadslid Voorden (D66) vroeg dit.";
    role(council, "Voorden", "volksvertegenwoordiger");
}

#[test]
fn members_and_commissioners_of_what() {
    role("Het lid Wobbema van de commissie vraagt dit.", "Wobbema", "onbekend");
    role("De motie van het lid Wobbema is verworpen.", "Wobbema", "volksvertegenwoordiger");
    role("Het lid Wobbema (D66) vraagt dit.", "Wobbema", "volksvertegenwoordiger");
    role("De leden Wobbema en Tibben zijn het eens.", "Tibben", "onbekend");
    role("Antwoord op vragen van de leden Wobbema en Tibben.", "Tibben", "volksvertegenwoordiger");
    role("De leden Wobbema en Tibben van de fractie.", "Tibben", "volksvertegenwoordiger");
    role("Gebeld met commissaris J. Pietersma.", "J. Pietersma", "onbekend");
    role("De commissaris van de Koning, J. Smitsma.", "J. Smitsma", "bestuurder");
}

#[test]
fn an_office_stays_with_its_holder() {
    let text = "De heren J. Holtman, wethouder, en P. Verdonk ondertekenen.";
    role(text, "J. Holtman", "bestuurder");
    role(text, "P. Verdonk", "onbekend");
    let text = "M. Kessels, wethouder van Financiën, en mevrouw B. Lohman waren er.";
    role(text, "B. Lohman", "onbekend");
    role("Het ontslag van de heer Turnhout als wethouder.", "Turnhout", "bestuurder");
}

#[test]
fn whoever_works_for_an_office_does_not_hold_it() {
    role("De PA van de minister, Lotte Kwint, regelt het.", "Lotte Kwint", "onbekend");
    role("De adviseur van de wethouder, T. Bosma.", "T. Bosma", "ambtenaar");
    role("De minister en Lisa Vosman spraken.", "Lisa Vosman", "onbekend");
    role("De SG, Mark Frielink, ook.", "Mark Frielink", "ambtelijke top");
    let table = "Aafke Wiersma        Wethouder          Gemeente Ede\n\
                 Dirk Eising          Statenlid          Provincie Utrecht\n\
                 Hilde Imhof          secr. wethouder    Gemeente Urk\n\
                 Geert Hartsuiker     loco burgemeester  Gemeente Urk\n";
    role(table, "Aafke Wiersma", "bestuurder");
    role(table, "Dirk Eising", "volksvertegenwoordiger");
    role(table, "Hilde Imhof", "onbekend");
    role(table, "Geert Hartsuiker", "bestuurder");
}

#[test]
fn offices_above_names() {
    let decree = "DE MINISTER VAN ZAKEN,\nnamens deze,\nDirecteur-Generaal Wonen\n\nR.P. Nijkamp\n";
    role(decree, "R.P. Nijkamp", "ambtelijke top");
    role("Directeur-generaal Wonen\nH.J. Nijkamp\n", "H.J. Nijkamp", "ambtelijke top");
    role("Wethouder Jansen\nP. van Drongelen\n", "P. van Drongelen", "onbekend");
    let joint = "Hoogachtend,\nde minister van Zaken,\nmede namens de minister van Recht,\n\
                 namens deze,\n\nM. Vogelman\nDirecteur-generaal Wonen\n";
    role(joint, "M. Vogelman", "ambtelijke top");
    let mandate =
        "Hoogachtend,\nnamens de minister van Zaken,\nhet hoofd Inkoop,\n\nA. Wesselman\n";
    role(mandate, "A. Wesselman", "leidinggevende");
}

#[test]
fn an_office_above_a_block_is_for_one() {
    let letter = "De minister van Zaken,\n\n\nContactpersoon\nK. Wiegersma\n";
    role(letter, "K. Wiegersma", "onbekend");
    let letter = "De minister van Zaken,\n\nL. Wiebenga\nM. Wieland\n";
    role(letter, "L. Wiebenga", "bewindspersoon");
    role(letter, "M. Wieland", "onbekend");
    let letter = "Burgemeester en wethouders van Zuiderveen,\n\nL. Wiebenga\nM. Wieland\n";
    role(letter, "M. Wieland", "bestuurder");
}

#[test]
fn the_king() {
    let act = "Wij Willem-Hendrik, bij de gratie Gods, Koning der Nederlanden.\n\nWillem-Hendrik\n";
    role(act, "Willem-Hendrik", "bewindspersoon");
}

#[test]
fn high_offices_in_their_time() {
    let sure = "bewindspersoon";
    role("In 2019 sprak Kajsa Ollongren.", "Kajsa Ollongren", sure);
    role("In 2006 sprak mevrouw Kajsa Ollongren.", "Kajsa Ollongren", "onbekend");
    role("In 2019 sprak K. Ollongren.", "K. Ollongren", "onbekend");
}

#[test]
fn bodies_are_no_people() {
    let list = "Aanwezig        Karin van der Wal, Dimpact (vz)\n                Joost Herms, Logius\n\
                Joost Herms gaat Logius verlaten.";
    finds(list, &["Karin van der Wal", "Joost Herms", "Joost Herms"]);
    finds("Opdrachtgever: MinBuZa IenW", &[]);
    finds("Dit meldt Min BZK aan Twynstra Gudde.", &[]);
    finds("Opdrachtgever: Hoofden Staf / Sectorhoofd Zorg. Opgepakt door Hoofd Staf.", &[]);
    finds("Afgestemd met de bewoners Kraaienhof.", &[]);
    finds("Op verzoek van de gemeente Den Helder en de Rekenkamercommissie Den Helder.", &[]);
    finds("Gebeld met mevrouw Berenschot en de heer Koning.", &["Berenschot", "Koning"]);
    finds(
        "Overleg over de weg met de heer Zwaardekroonsma\nLocatie: zaal 3\n",
        &["Zwaardekroonsma"],
    );
    finds("Van: Projectbureau De Zandmeer <dezandmeer@voorbeeld.nl>\n", &[]);
    finds("Vraag het aan A.L. d'Hondtsma, bij de afdeling.", &["A.L. d'Hondtsma"]);
    finds("Wij vroegen RvIG en SvPO om stukken. Paraaf RvdL.", &["RvdL"]);
    let board =
        "Algemeen Bestuur (AB) en Dagelijks Bestuur (DB)   AB   DB\nAdriaan Buiksma   V   V\nAB\n";
    finds(board, &["Adriaan Buiksma"]);
}

#[test]
fn who_signs_for_a_minister_is_none() {
    let letter =
        "Hoogachtend,\nDe Minister van Economische Zaken,\nnamens deze,\nT.H. van de Venne\n";
    role(letter, "T.H. van de Venne", "onbekend");
    let below = format!("{letter}directeur Wonen\n");
    role(&below, "T.H. van de Venne", "leidinggevende");
}

#[test]
fn judges_of_other_courts() {
    let ruling = "De Centrale Raad van Beroep verklaart het beroep ongegrond.\n\n\
                  Deze uitspraak is gedaan door A.B. van der Veld als voorzitter en E.C. Schuit en\n\n\
                  F. Hoogkerk als leden.\n\nGemachtigde is mr. K. Molenaar.\n";
    for name in ["A.B. van der Veld", "E.C. Schuit", "F. Hoogkerk"] {
        role(ruling, name, "rechterlijke macht");
    }
}

#[test]
fn offices_over_a_line() {
    role("Dat vroeg het raadslid mevrouw\nVan Duren aan ons.", "Van Duren", SEAT);
    let list = "Voorgedragen voor benoeming tot wethouder is:\n- De heer C. Engels\n";
    role(list, "C. Engels", BOARD);
    let two = "Hoogachtend,\n\nde secretaris,\nde locoburgemeester,\n\nA. Bakhuis\nC. Engels\n";
    role(two, "A. Bakhuis", "leidinggevende");
    role(two, "C. Engels", BOARD);
    let two = "Hoogachtend,\n\nde locoburgemeester,\nde griffier,\n\nA. Bakhuis\nC. Engels\n";
    role(two, "A. Bakhuis", BOARD);
    role(two, "C. Engels", BOARD);
}

#[test]
fn offices_in_order_are_two_and_two() {
    let three = "Hoogachtend,\n\nde griffier,\nde wethouder,\n\nA. Bakhuis\nC. Engels\nD. Olthof\n";
    role(three, "C. Engels", "onbekend");
    let copy = "de wethouder en de adviseur,\nde wethouder,\n\nA. Bakhuis\nC. Engels\n";
    role(copy, "C. Engels", "onbekend");
    role(
        "Voorgedragen voor benoeming tot adviseur is:\n- De heer C. Engels\n",
        "C. Engels",
        "onbekend",
    );
    role("Brief aan de wethouder\nmevrouw Van Duren\n", "Van Duren", "onbekend");
}

#[test]
fn minutes_are_no_ministers() {
    let text =
        "Zij waren er met 3 min. Van Oosterhoud bleef rustig. De heer Van Oosterhoud is naar huis.";
    role(text, "Van Oosterhoud", "onbekend");
}

#[test]
fn offices_below_two_who_sign_side_by_side() {
    let text = "Hoogachtend,\n\nA. Wolthuisma          M. Overdiepsma\nsecretaris             burgemeester\n";
    role(text, "M. Overdiepsma", "bestuurder");
    let text = "Gedeputeerde Staten\n\nAnna Zwalua Miriam Nienhuisma\n\nCommissaris van de Koning Secretaris\n";
    role(text, "Anna Zwalua", "bestuurder");
    role(
        "Anna Zwalua en Miriam Nienhuisma\nburgemeester en wethouder spreken\n",
        "Anna Zwalua",
        "onbekend",
    );
}

#[test]
fn offices_by_the_lines_around_a_name() {
    let text = "Aan de Voorzitter van het Dagelijks Bestuur van Stadsdeel Noord\nMw. E. Zwalua\n";
    role(text, "E. Zwalua", "bestuurder");
    let text = "Hoogachtend,\nwethouder Financiën, Handhaving en Organisatie.\n\n\nJ. Zwalua\n";
    role(text, "J. Zwalua", "bestuurder");
    let text = "Geachte commissieleden,\n\nDe toezegging aan de heer Koopsma en de heer de Jongsma: \
                de raad te informeren.\n";
    role(text, "de Jongsma", "volksvertegenwoordiger");
    role("Gesprek met gedeputeerden Koning en Zevenaarsma.\n", "Zevenaarsma", "bestuurder");
}

#[test]
fn those_who_stand_in_for_an_office() {
    for (office, want) in [
        ("Plaatsvervangend Secretaris-Generaal", "ambtelijke top"),
        ("plv. directeur generaal Milieu", "ambtelijke top"),
        ("Secretaris- Generaal", "ambtelijke top"),
        ("waarnemend burgemeester", "bestuurder"),
        ("waarnemend hoofd Inkoop", "leidinggevende"),
    ] {
        role(&format!("Hoogachtend,\n\nEva Heijstra\n{office}\n"), "Eva Heijstra", want);
        let text =
            format!("De Minister van Landbouw,\nnamens deze:\n\nMw. E. Heijstra MSc\n{office}\n");
        role(&text, "E. Heijstra", want);
    }
}

#[test]
fn holders_in_brackets() {
    let text = "De namen van de Minister van Rechtsbescherming (de heer Dekstra), van Kamerleden (de heer Van \
                Nispema en de heer Posteman), van de directeur-generaal Straffen en Beschermen (mevrouw \
                Sarissen), van de directeur Politieel Beleid (de heer Schaperman) en van mevrouw Overdiepsma.";
    role(text, "Dekstra", "bewindspersoon");
    role(text, "Van Nispema", "volksvertegenwoordiger");
    role(text, "Posteman", "volksvertegenwoordiger");
    role(text, "Sarissen", "ambtelijke top");
    role(text, "Schaperman", "leidinggevende");
    role(text, "Overdiepsma", "onbekend");
    role("Kamervragen lid Van Dijkema over de zaak.", "Van Dijkema", "volksvertegenwoordiger");
}

#[test]
fn who_signs_what_a_board_adopted() {
    let adopted = "Vastgesteld in de vergadering van het bestuur van 23 november 2023\n\n\n";
    let names = "F.L.G. Pauwels\nVoorzitter\n\nD. Braams-Vonk\nSecretaris\n";
    let whole = format!("{adopted}{names}");
    role(&whole, "F.L.G. Pauwels", "bestuurder");
    role(&whole, "D. Braams-Vonk", "ambtelijke top");
    role(names, "F.L.G. Pauwels", "leidinggevende");
    let private = whole.replace("bestuur van", "bestuur van de stichting van");
    role(&private, "F.L.G. Pauwels", "leidinggevende");
    let above = format!("{adopted}de voorzitter,\n\nF.L.G. Pauwels\n");
    role(&above, "F.L.G. Pauwels", "bestuurder");
}
