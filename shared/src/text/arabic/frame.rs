//! Arabic: what stands around every page.

use crate::text::messages::Frame;

/// Around every page.
pub(super) const FRAME: Frame = Frame {
    skip: "الانتقال إلى المحتوى",
    navigation: "الإعدادات",
    apps: "التطبيقات",
    api_keys: "مفاتيح API",
    approved_apps: "التطبيقات المصرّح لها",
    who: "{user} في {org}",
    sign_out: "تسجيل الخروج",
    date: "{day} {month} {year}",
    months: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    copy: "نسخ",
    copied: "تم النسخ",
    keep: "إبقاء كل شيء كما هو",
    unsent: "كانت جلستك قد انتهت، لذلك لم يتغيّر شيء بعد. أعد المحاولة من هنا.",
};
