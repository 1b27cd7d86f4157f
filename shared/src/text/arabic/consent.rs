//! Arabic: the consent page.

use crate::text::messages::Consent;

/// The consent page.
pub(super) const CONSENT: Consent = Consent {
    title: "السماح لتطبيق {app}",
    heading: "يريد {app} الاتصال بحسابك في {product}",
    made_by: "من {org}، سُجّل هنا في {date}",
    says: "ما تقوله {org} عنه",
    acting_as: "حسابك",
    organization: "المؤسسة",
    switch_account: "استخدام حساب آخر",
    permissions: "إذا سمحت له، فسيمكنه",
    new: "جديد",
    asks_more: "سبق أن سمحت لهذا التطبيق. ما يطلبه زيادةً على ذلك مميّز بعلامة.",
    asks_nothing_new: "سبق أن سمحت لهذا التطبيق. وهو لا يطلب شيئًا زيادةً على ذلك.",
    lasts: "لا تنتهي صلاحية الوصول: يبقى إلى أن تلغيه من {place}.",
    place: "الإعدادات > التطبيقات المصرّح لها",
    sends_to: "في الحالتين ستعود إلى {host}",
    sends_to_program: "في الحالتين ستعود إلى برنامج على هذا الحاسوب ({host})",
    sends_to_app: "في الحالتين ستعود إلى التطبيق الذي يفتح {host} على هذا الجهاز",
    client_id: "معرّف العميل",
    deny: "رفض",
    authorize: "السماح",
    open_too_long: "بقيت هذه الصفحة مفتوحة لبعض الوقت. راجعها مرة أخرى ثم قرّر من جديد.",
    undecided: "كانت جلستك قد انتهت، لذلك لم يُتّخذ أي قرار بعد. قرّر من جديد.",
};
