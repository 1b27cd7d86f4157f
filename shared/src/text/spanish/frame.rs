//! Spanish: what stands around every page.

use crate::text::messages::Frame;

/// Around every page.
pub(super) const FRAME: Frame = Frame {
    skip: "Saltar al contenido",
    navigation: "Ajustes",
    apps: "Aplicaciones",
    api_keys: "Claves de API",
    approved_apps: "Aplicaciones autorizadas",
    who: "{user} en {org}",
    sign_out: "Cerrar sesión",
    date: "{day} de {month} de {year}",
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    copy: "Copiar",
    copied: "Copiado",
    keep: "Dejarlo como está",
    unsent: "Ya no tenías la sesión iniciada, así que todavía no se ha cambiado nada. Hazlo aquí otra vez.",
};
