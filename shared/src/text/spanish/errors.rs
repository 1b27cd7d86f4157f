//! Spanish: error pages.

use crate::text::messages::{ErrorText, Errors};

/// Error pages.
pub(super) const ERRORS: Errors = Errors {
    request: "Solicitud {id}",
    elsewhere: "Ver qué tiene acceso a tu cuenta",
    unavailable: ErrorText {
        title: "No disponible en este momento",
        happened: "Algo por nuestra parte no respondió.",
        remedy: "Inténtalo de nuevo en un momento; si estabas cambiando algo, mira primero si ya se hizo.",
    },
    server_error: ErrorText {
        title: "Algo salió mal",
        happened: "El error es nuestro.",
        remedy: "Inténtalo de nuevo; si vuelve a ocurrir, envíanos el identificador de la solicitud que aparece abajo.",
    },
    not_found: ErrorText {
        title: "Página no encontrada",
        happened: "Aquí no hay nada. Puede que se haya eliminado o que la dirección esté mal escrita.",
        remedy: "Revisa la dirección o vuelve al lugar de donde venías.",
    },
    method: ErrorText {
        title: "Eso no funciona aquí",
        happened: "Esta dirección no acepta ese tipo de solicitud.",
        remedy: "Vuelve atrás y empieza de nuevo.",
    },
    unreadable_request: ErrorText {
        title: "Este enlace no es correcto",
        happened: "La aplicación envió una solicitud demasiado larga o ilegible. No se compartió nada con ella.",
        remedy: "Vuelve a la aplicación e inténtalo de nuevo, o avisa a sus creadores.",
    },
    unknown_client: ErrorText {
        title: "No conocemos esta aplicación",
        happened: "La aplicación que te envió aquí no está registrada o se ha eliminado. No se compartió nada con ella.",
        remedy: "Avisa a sus creadores. Si la aplicación es tuya: revisa su client_id.",
    },
    redirect_uri: ErrorText {
        title: "Esta aplicación no puede recibirte de vuelta",
        happened: "La dirección a la que la aplicación quiere enviarte no es una de las que ha registrado, así que nos detuvimos aquí. No se compartió nada con ella.",
        remedy: "Avisa a sus creadores. Si la aplicación es tuya: redirect_uri debe ser igual a una registrada, carácter por carácter.",
    },
    stale_decision: ErrorText {
        title: "Esta página está desactualizada",
        happened: "No pudimos comprobar que esta decisión se tomara en nuestra página, para la aplicación tal como es ahora. No se compartió nada.",
        remedy: "Vuelve a la aplicación y empieza de nuevo.",
    },
    no_decision_form: ErrorText {
        title: "Ese no era nuestro formulario",
        happened: "Las decisiones se toman solo en nuestra página. No se compartió nada.",
        remedy: "Vuelve a la aplicación y empieza de nuevo.",
    },
    no_decision: ErrorText {
        title: "Ni sí ni no",
        happened: "No pudimos saber si querías Autorizar o Rechazar, así que no se compartió nada.",
        remedy: "Vuelve atrás y elige una de las dos opciones.",
    },
    not_admin: ErrorText {
        title: "Solo para administradores",
        happened: "Las aplicaciones y las claves de API pertenecen a la organización, así que solo sus administradores las gestionan.",
        remedy: "Pídeselo a uno de ellos o inicia sesión con otra cuenta.",
    },
    overtaken: ErrorText {
        title: "Ya se creó otro secreto",
        happened: "Desde que abriste esta página se creó otro secreto para esta aplicación, y ese es el vigente.",
        remedy: "Vuelve a la aplicación; crea uno nuevo solo si nadie lo ha copiado.",
    },
    stale_form: ErrorText {
        title: "Esta página está desactualizada",
        happened: "No pudimos comprobar que este formulario se enviara desde nuestra propia página en esta sesión. No se cambió nada.",
        remedy: "Vuelve atrás, recarga la página e inténtalo de nuevo.",
    },
    no_form: ErrorText {
        title: "Ese no era nuestro formulario",
        happened: "Los ajustes se cambian solo con los formularios de estas páginas. No se cambió nada.",
        remedy: "Vuelve atrás y usa el formulario.",
    },
    form_too_large: ErrorText {
        title: "Es demasiado para este formulario",
        happened: "Se envió más de lo que cabe en este formulario. No se cambió nada.",
        remedy: "Vuelve atrás, acorta lo que escribiste y envíalo otra vez.",
    },
    garbled_form: ErrorText {
        title: "El formulario no llegó entero",
        happened: "Lo que se envió no está compuesto como un formulario con un archivo. No se cambió nada.",
        remedy: "Vuelve atrás y envíalo otra vez.",
    },
    foreign_sign_in: ErrorText {
        title: "No desde otro sitio",
        happened: "Iniciar y cerrar sesión solo funciona desde nuestra propia página.",
        remedy: "Ábrela e inténtalo de nuevo.",
    },
};
