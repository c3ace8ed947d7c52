//! Roles of members of councils and parliament: by party, vote, motion and list. All people are fictitious.

use super::role_tests::{BOARD, SEAT};
use super::tests::{finds, role};

#[test]
fn parties_that_nobody_knows() {
    let row =
        "Aanwezig: T. Voorden (CDA), N. Quast (D66), W. Polderman (BSD), S. Zoon (GroenLinks).";
    role(row, "W. Polderman", "volksvertegenwoordiger");
    let guests = "Aanwezig: N. Quast (D66), W. Polderman (BSD). Later: S. Zoon.";
    role(guests, "W. Polderman", "onbekend");
    let board = "Verslag van de vergadering van de commissie Water van waterschap Quast\n\nAanwezig:\n\
        De voorzitter: P.J.G. Voorden\nDe leden: A.H. Polderman (tot 16.30 uur), J. Zandloper\n\
        Heemraden: H.B. Westerman\n";
    role(board, "P.J.G. Voorden", "bestuurder");
    role(board, "J. Zandloper", "volksvertegenwoordiger");
}

#[test]
fn members_in_the_papers_of_their_council() {
    let minutes = "Notulen van de raad van de gemeente Zuiderveen\n\n\
        Voor het voorstel stemden: Dorpspartij: de dames Oosterman en Wierda; CDA: de heer Hulsman.\n\
        De stemming begint bij de heer Dijkstal. Toezegging aan mevrouw Pruis: een brief.\n\
        De heer Lammers (inspreker) is tegen. Brief van de heer Olthof over de bomen.\n";
    for name in ["Oosterman", "Wierda", "Hulsman", "Dijkstal", "Pruis"] {
        role(minutes, name, "volksvertegenwoordiger");
    }
    role(minutes, "Lammers", "onbekend");
    role(minutes, "Olthof", "onbekend");
    let decision = minutes.replace("Notulen van de raad", "Besluit op uw verzoek aan de raad");
    role(&decision, "Hulsman", "onbekend");
}

#[test]
fn a_party_at_the_end_of_the_line() {
    role("Indiener: Karin Bakhuis, SP\nBetreft: bomen\n", "Karin Bakhuis", SEAT);
    role("Vragen gesteld door:\n\nJoost Terpstra\nHaagse VVD\n\n", "Joost Terpstra", SEAT);
    role("Vragen gesteld door:\n\nJoost Terpstra\nVVD\n\n", "Joost Terpstra", SEAT);
    role("Indiener: Karin Bakhuis, SP Milieu\n", "Karin Bakhuis", "burger");
    role("Indiener: Karin Bakhuis, Volt BV\n", "Karin Bakhuis", "burger");
    role("Met groet,\n\nJoost Terpstra\nAmsterdamse Denk Academie\n", "Joost Terpstra", "onbekend");
    role("Met groet,\n\nJoost Terpstra, PRO\nAdviesbureau\n", "Joost Terpstra", "onbekend");
    role("Beleidsmedewerker Joost Terpstra\nVVD\n", "Joost Terpstra", "ambtenaar");
}

#[test]
fn members_who_move_a_motion_or_are_appointed() {
    let motion = "Motie: Betrek de hele straat\nIndiener: Karin Bakhuis, Hart voor Zandmeer\n\
                  De raad van de gemeente Zandmeer, in vergadering bijeen,\n";
    role(motion, "Karin Bakhuis", SEAT);
    role("Klacht over bomen\nIndiener: Karin Bakhuis, Zandmeer\n", "Karin Bakhuis", "burger");
    let seat = "Voorstel tot het benoemen van de heer R. Duifhuizen tot lid van de raadscommissie Bestuur.\n";
    role(seat, "R. Duifhuizen", SEAT);
    let other = "Voorstel tot het benoemen van de heer R. Duifhuizen tot lid van de commissie bezwaarschriften.\n";
    role(other, "R. Duifhuizen", "onbekend");
}

#[test]
fn members_with_local_parties() {
    let list = "Aanwezig zijn 5 leden: Bakhuis (SP), Özdemir (Hart voor Zandmeer), Van Loon Petit \
                (Hart voor\nZandmeer), Smit (PvdD) en Terpstra (voorzitter).\n";
    for name in ["Bakhuis", "Özdemir", "Van Loon Petit", "Smit"] {
        role(list, name, SEAT);
    }
    let list = "Afwezige leden: mevrouw Bakhuis (SP), de heer Terpstra (Hart voor Zandmeer), \
                de heer Dekkers (griffier), de heer Tilburgs (ambtelijk secretaris), \
                de heer Kruys (VVD).\n";
    role(list, "Terpstra", SEAT);
    role(list, "Dekkers", BOARD);
    role(list, "Tilburgs", "onbekend");
    let other = list.replace("VVD", "Buurtvereniging");
    role(&other, "Terpstra", "onbekend");
    let other = list.replace("Afwezige leden", "Insprekers");
    role(&other, "Terpstra", "onbekend");
    let other = list.replace("Afwezige leden", "Leden van de bezwaarschriftencommissie");
    role(&other, "Terpstra", "onbekend");
}

#[test]
fn on_behalf_of_a_party() {
    role("Dit zegt collega Van der Horst namens GroenLinks.", "Van der Horst", SEAT);
    role("Dat vroeg de heer Kruys van GroenLinks ook.", "Kruys", SEAT);
    role("Dat vroeg mevrouw Pruis van de PvdA.", "Pruis", SEAT);
    role("Dat vroeg mevrouw Pruis van de VVD-fractie.", "Pruis", SEAT);
    role("Dat vroeg mevrouw Pruis van Volt Energie.", "Pruis", "onbekend");
    role("Dat vroeg mevrouw Pruis van Volt.", "Pruis", "onbekend");
    role("Dat vroeg mevrouw Pruis van Volt aan de fractie.", "Pruis", SEAT);
    role("Inspreker mevrouw Pruis van GroenLinks sprak.", "Pruis", "onbekend");
    role("Beleidsmedewerker A. Pruis van de VVD-fractie.", "A. Pruis", "ambtenaar");
    role("Dat vroeg mevrouw Pruis namens de bewoners.", "Pruis", "onbekend");
    role("Dat vroeg mevrouw Pruis van Pro Juventus.", "Pruis", "onbekend");
}

#[test]
fn movers_of_motions() {
    let minutes = "Notulen van de raad van de gemeente Zuiderveen\n\n\
        Door mevrouw Bakhuis, daartoe gesteund door de heer Dekkers en de heer Tilburgs, wordt de \
        volgende motie ingediend:\n\nDe heer Kruys (inspreker) is voor de motie. \
        Door de heer Olthof wordt een brief ingediend.\n";
    for name in ["Bakhuis", "Dekkers", "Tilburgs"] {
        role(minutes, name, SEAT);
    }
    role(minutes, "Kruys", "onbekend");
    role(minutes, "Olthof", "onbekend");
}

#[test]
fn votes_by_party() {
    let vote = "Voor de motie stemden:\n\
        Lijst Zandmeer: de dames Pol en Vorst en de heren Arends, Van Gent, de Kuip, Smeets;\n\
        D66: mevrouw Hulsman;\n\
        Tegen stemden\n\
        Ons Dorp: de heren Dekkers en Tilburgs.\n\n\
        Aanwezig namens het bureau: de heer Olthof.\n";
    for name in ["Pol", "Arends", "Van Gent", "Hulsman", "Dekkers", "Tilburgs"] {
        role(vote, name, SEAT);
    }
    role(vote, "Olthof", "onbekend");
    let other = vote.replace("stemden", "spraken");
    role(&other, "Dekkers", "onbekend");
}

#[test]
fn motions_named_after_their_movers() {
    let text = "De gemeenteraad nam de motie-Van Dreumel c.s. aan. De heer Van Dreumel was blij, \
                mevrouw Pruis niet.";
    role(text, "Van Dreumel", SEAT);
    role(text, "Pruis", "onbekend");
    let text = "Mevrouw Terpstra sprak. Fractie. De motie Van Dreumel/Terpstra kwam er.";
    role(text, "Terpstra", SEAT);
    let text = "Het amendement Terpstra is door de raadsleden besproken. De heer Terpstra sprak.";
    role(text, "Terpstra", SEAT);
    let text = "De heer Groen sprak in. De raadsleden steunen de motie Groen in de wijk.";
    role(text, "Groen", "onbekend");
    finds("De fractie steunt de motie Zorg voor later en het amendement Lelystad.", &[]);
    let text = "De emotie-Terpstra. De heer Terpstra sprak met de fractie.";
    role(text, "Terpstra", "onbekend");
}

#[test]
fn lists_without_seats() {
    let owners = "Vergadering van eigenaars\n\nTegen stemden:\nBlok Noord: de heren Dekkers en \
                  Tilburgs.\n";
    role(owners, "Dekkers", "onbekend");
    let board = "Leden van de adviescommissie: A. Bakhuis (VVD), B. Dekkers (Wonen), \
                 C. Tilburgs (D66).\n";
    role(board, "B. Dekkers", "onbekend");
    let one = "Leden: A. Bakhuis (VVD), B. Dekkers (Hart voor Zandmeer).\n";
    role(one, "B. Dekkers", "onbekend");
    let staff = "Aanwezige leden: A. Bakhuis (VVD), B. Dekkers (Arcadis), C. Tilburgs (D66), \
                 D. Olthof (Gemeente Zandmeer), E. Kruys (BZK).\n";
    for name in ["B. Dekkers", "D. Olthof", "E. Kruys"] {
        role(staff, name, "onbekend");
    }
    let apart = "Leden: A. Bakhuis (VVD), C. Tilburgs (D66).\n\nOok: B. Dekkers (Zandmeer).\n";
    role(apart, "B. Dekkers", "onbekend");
    let speaker = "Notulen gemeenteraad Zuiderveen\n\nDoor inspreker mevrouw Bakhuis wordt over \
                   de motie iets ingediend. De heer Dekkers, bewoner, vraagt om een motie.\n";
    role(speaker, "Bakhuis", "onbekend");
    role(speaker, "Dekkers", "onbekend");
}
