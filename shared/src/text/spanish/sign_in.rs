//! Spanish: signing in.

use crate::text::messages::{ErrorText, SignIn};

/// Signing in.
pub(super) const SIGN_IN: SignIn = SignIn {
    sign_in: "Iniciar sesión",
    go_on: "Continuar",
    already: "Tienes la sesión iniciada: {user} en {org}.",
    forgotten: ErrorText {
        title: "Este inicio de sesión ya no se conoce aquí",
        happened: "Comenzó hace más de media hora, otros más recientes ocuparon su lugar o este navegador no guarda cookies. Con él no se ha iniciado ninguna sesión.",
        remedy: "Inicia sesión de nuevo; después vuelve al lugar de donde venías y empieza desde allí.",
    },
    too_long: ErrorText {
        title: "Has iniciado sesión",
        happened: "La dirección de la página de la que venías era demasiado larga para recordarla.",
        remedy: "Vuelve a ella y empieza desde allí.",
    },
    ask: ErrorText {
        title: "Inicia sesión",
        happened: "Ya no tenías la sesión iniciada, así que todavía no se ha cambiado nada.",
        remedy: "Inicia sesión y volverás a la página de la que venías.",
    },
    ended: ErrorText {
        title: "Has cerrado la sesión aquí",
        happened: "Donde inicias sesión, puede que la tuya siga abierta.",
        remedy: "En un ordenador que usan otras personas, ciérrala allí también.",
    },
    end_elsewhere: "Cerrarla allí también",
};
