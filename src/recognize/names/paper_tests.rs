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
