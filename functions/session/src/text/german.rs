//! German.

use super::Said;
use shared::text::ErrorText;

pub(super) static SAID: Said = Said {
    failed: ErrorText {
        title: "Diese Anmeldung hat nicht geklappt",
        happened: "Was von deiner Anmeldung zurückkam, konnte nicht angenommen werden. Niemand wurde dadurch angemeldet.",
        remedy: "Bitte melde dich noch einmal an. Klappt es wieder nicht, blockiert dieser Browser vielleicht Cookies: Erlaube sie für diese Website.",
    },
    access_denied: ErrorText {
        title: "Niemand wurde angemeldet",
        happened: "Dort, wo du dich anmeldest, wurde abgebrochen oder es war nicht erlaubt.",
        remedy: "Bitte versuche es noch einmal oder nimm ein anderes Konto.",
    },
    login_required: ErrorText {
        title: "Niemand wurde angemeldet",
        happened: "Dort, wo du dich anmeldest, ist gerade niemand angemeldet.",
        remedy: "Bitte versuche es noch einmal und melde dich dort an, wenn du gefragt wirst.",
    },
    issuer_error: ErrorText {
        title: "Diese Anmeldung hat nicht geklappt",
        happened: "Dort, wo du dich anmeldest, ist etwas schiefgegangen. Niemand wurde angemeldet.",
        remedy: "Bitte versuche es noch einmal.",
    },
    unfit: ErrorText {
        title: "Dieses Konto geht hier nicht",
        happened: "Du hast dich angemeldet, aber was von deinem Konto bekannt ist, sagt nicht, wer du hier bist oder für welche Organisation. Niemand wurde angemeldet.",
        remedy: "Bitte nimm ein anderes Konto oder frag, wer deines verwaltet.",
    },
    issuer_down: ErrorText {
        title: "Gerade kann sich niemand anmelden",
        happened: "Dort, wo du dich anmeldest, kommt keine brauchbare Antwort. Wer schon angemeldet ist, kann weitermachen.",
        remedy: "Bitte versuche es gleich noch einmal.",
    },
    again: "Noch einmal versuchen",
    which_org: "Welche Organisation?",
    for_whom: "Du bist als {user} angemeldet. Für welche Organisation machst du weiter?",
};
