//! Spanish.

use super::Said;
use shared::text::ErrorText;

pub(super) static SAID: Said = Said {
    failed: ErrorText {
        title: "Este inicio de sesión no ha funcionado",
        happened: "Lo que ha llegado de donde inicias sesión no se ha podido aceptar. Nadie ha iniciado sesión con ello.",
        remedy: "Inicia sesión otra vez. Si vuelve a fallar, puede que este navegador bloquee las cookies: permítelas para este sitio.",
    },
    access_denied: ErrorText {
        title: "Nadie ha iniciado sesión",
        happened: "Donde inicias sesión, se ha cancelado o no se ha permitido.",
        remedy: "Inténtalo otra vez o usa otra cuenta.",
    },
    login_required: ErrorText {
        title: "Nadie ha iniciado sesión",
        happened: "Donde inicias sesión, no hay nadie con la sesión abierta en este momento.",
        remedy: "Inténtalo otra vez e inicia sesión allí cuando se te pida.",
    },
    issuer_error: ErrorText {
        title: "Este inicio de sesión no ha funcionado",
        happened: "Donde inicias sesión, algo ha ido mal. Nadie ha iniciado sesión.",
        remedy: "Inténtalo otra vez.",
    },
    unfit: ErrorText {
        title: "Esta cuenta no se puede usar aquí",
        happened: "Has iniciado sesión, pero lo que se sabe de tu cuenta no dice quién eres aquí ni para qué organización. Nadie ha iniciado sesión.",
        remedy: "Usa otra cuenta o pregunta a quien administre la tuya.",
    },
    issuer_down: ErrorText {
        title: "Nadie puede iniciar sesión en este momento",
        happened: "Donde inicias sesión, no hay una respuesta utilizable. Quien ya tiene la sesión abierta puede seguir.",
        remedy: "Inténtalo otra vez dentro de un momento.",
    },
    again: "Intentar otra vez",
    which_org: "¿Qué organización?",
    for_whom: "Has iniciado sesión como {user}. ¿Para qué organización sigues?",
};
