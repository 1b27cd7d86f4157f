//! Arabic: signing in.

use crate::text::messages::{ErrorText, SignIn};

/// Signing in.
pub(super) const SIGN_IN: SignIn = SignIn {
    sign_in: "تسجيل الدخول",
    go_on: "متابعة",
    already: "أنت مسجّل الدخول: {user} في {org}.",
    forgotten: ErrorText {
        title: "لم تعد محاولة الدخول هذه معروفة هنا",
        happened: "بدأت قبل أكثر من نصف ساعة، أو حلّت محلّها محاولات أحدث منها، أو أن هذا المتصفح لا يحفظ ملفات تعريف الارتباط. لم يسجّل أحد الدخول من خلالها.",
        remedy: "سجّل الدخول من جديد، ثم عُد إلى حيث كنت وابدأ من هناك.",
    },
    too_long: ErrorText {
        title: "تم تسجيل دخولك",
        happened: "كان عنوان الصفحة التي جئت منها أطول من أن يُحفظ.",
        remedy: "عُد إليها وابدأ من هناك.",
    },
    ask: ErrorText {
        title: "يُرجى تسجيل الدخول",
        happened: "لم تعد مسجّل الدخول، لذلك لم يتغيّر شيء بعد.",
        remedy: "سجّل الدخول لتعود إلى الصفحة التي جئت منها.",
    },
    ended: ErrorText {
        title: "لقد سجّلت الخروج هنا",
        happened: "ربما لا تزال مسجّل الدخول حيث تسجّل دخولك.",
        remedy: "على جهاز يستخدمه آخرون، سجّل الخروج هناك أيضًا.",
    },
    end_elsewhere: "تسجيل الخروج هناك أيضًا",
};
