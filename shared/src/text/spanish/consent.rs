//! Spanish: the consent page.

use crate::text::messages::Consent;

/// The consent page.
pub(super) const CONSENT: Consent = Consent {
    title: "Autorizar {app}",
    heading: "{app} quiere conectarse a tu cuenta de {product}",
    made_by: "Creada por {org}, registrada aquí el {date}",
    says: "Lo que {org} dice de ella",
    acting_as: "Tu cuenta",
    organization: "Organización",
    switch_account: "Usar otra cuenta",
    permissions: "Si la autorizas, podrá",
    new: "nuevo",
    asks_more: "Ya autorizaste esta aplicación. Lo que pide además está marcado.",
    asks_nothing_new: "Ya autorizaste esta aplicación. No pide nada más.",
    lasts: "El acceso no caduca: dura hasta que lo revoques en {place}.",
    place: "Ajustes > Aplicaciones autorizadas",
    sends_to: "En ambos casos volverás a {host}",
    sends_to_program: "En ambos casos volverás a un programa de este ordenador ({host})",
    sends_to_app: "En ambos casos volverás a la aplicación de este dispositivo que abre {host}",
    client_id: "ID de cliente",
    deny: "Rechazar",
    authorize: "Autorizar",
    open_too_long: "Esta página llevaba un rato abierta. Revísala otra vez y decide de nuevo.",
    undecided: "Ya no tenías la sesión iniciada, así que todavía no se ha decidido nada. Decide de nuevo.",
};
