//! What the demo sign-in says, in every language that the pages speak.

use shared::text::{ErrorText, Language, Text};

/// Its texts in one language.
pub struct Demo {
    /// What it is.
    pub about: Text,
    /// Who she is.
    pub ada: Text,
    /// Who he is.
    pub linus: Text,
    /// Who she is.
    pub grace: Text,
    /// A user that there is not.
    pub unknown_user: ErrorText,
}

/// Those of a language.
pub fn demo(language: Language) -> &'static Demo {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Spanish => &SPANISH,
        Language::Arabic => &ARABIC,
    }
}

static ENGLISH: Demo = Demo {
    about: "A demo: choose who you are. In production this is your own identity provider.",
    ada: "admin of Acme: registers apps",
    linus: "member of Acme: approves for himself, manages nothing",
    grace: "admin of Globex, another organization, without a billing customer",
    unknown_user: ErrorText {
        title: "Nobody of that name",
        happened: "The demo knows ada, linus and grace.",
        remedy: "Please go back and choose one of them.",
    },
};

static GERMAN: Demo = Demo {
    about: "Eine Demo: Wähle, wer du bist. Im echten Betrieb steht hier dein eigener Identitätsanbieter.",
    ada: "Admin von Acme: registriert Apps",
    linus: "Mitglied von Acme: genehmigt für sich selbst, verwaltet nichts",
    grace: "Admin von Globex, einer anderen Organisation, ohne Abrechnungskunden",
    unknown_user: ErrorText {
        title: "Niemand mit diesem Namen",
        happened: "Die Demo kennt ada, linus und grace.",
        remedy: "Bitte geh zurück und wähle eine dieser Personen.",
    },
};

static SPANISH: Demo = Demo {
    about: "Una demostración: elige quién eres. En producción, aquí está tu propio proveedor de identidad.",
    ada: "administradora de Acme: registra aplicaciones",
    linus: "miembro de Acme: autoriza para sí mismo, no gestiona nada",
    grace: "administradora de Globex, otra organización, sin cliente de facturación",
    unknown_user: ErrorText {
        title: "Nadie con ese nombre",
        happened: "La demostración conoce a ada, linus y grace.",
        remedy: "Vuelve atrás y elige a una de esas personas.",
    },
};

static ARABIC: Demo = Demo {
    about: "عرض توضيحي: اختر من تكون. في الاستخدام الفعلي يكون هنا مزوّد الهوية الخاص بك.",
    ada: "مشرفة في Acme: تسجّل التطبيقات",
    linus: "عضو في Acme: يسمح للتطبيقات باسمه ولا يدير شيئًا",
    grace: "مشرفة في Globex، وهي مؤسسة أخرى، بلا عميل فوترة",
    unknown_user: ErrorText {
        title: "لا أحد بهذا الاسم",
        happened: "يعرف العرض التوضيحي ada وlinus وgrace.",
        remedy: "عُد واختر واحدًا منهم.",
    },
};
