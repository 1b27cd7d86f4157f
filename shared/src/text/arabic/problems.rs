//! Arabic: what is wrong with a form, a redirect URI or a picture.

use crate::text::messages::{Picture, Problems, RedirectUri};

/// What is wrong with a form.
pub(super) const PROBLEMS: Problems = Problems {
    summary: "يُرجى تصحيح ما يلي أولًا",
    title: "لم يُحفظ: {title}",
    name_missing: "أعطِ التطبيق اسمًا.",
    name_too_long: "الحد الأقصى للاسم {max} حرف.",
    description_too_long: "الحد الأقصى للوصف {max} حرف.",
    hidden: "الحرف رقم {at} ({code}) غير مرئي أو يغيّر اتجاه النص. احذفه واكتب ما حوله من جديد.",
    shows_nothing: "لا يظهر من هذا شيء. اكتب حرفًا أو رقمًا أو علامة واحدة على الأقل.",
    marks: "يحمل أحد أحرف «{word}» علامات كثيرة. الحد الأقصى {max}.",
    mixed: "تخلط «{word}» بين أحرف لاتينية وأحرف تشبهها من أبجدية أخرى. اكتبها من جديد بأبجدية واحدة.",
    redirect_uri_missing: "أدخل عنوان إعادة توجيه واحدًا على الأقل، مثل https://app.example.com/callback.",
    redirect_uris_too_many: "الحد الأقصى لعناوين إعادة التوجيه في التطبيق هو {max}.",
    redirect_uris_too_large: "الحد الأقصى لحجم عناوين إعادة التوجيه معًا {max} بايت.",
    redirect_uri: "عنوان إعادة التوجيه {line} {reason}.",
    permission_missing: "اختر إذنًا واحدًا على الأقل.",
    unreadable: "تعذّرت قراءة جزء من النموذج. يُرجى مراجعة كل الحقول.",
    label_missing: "اذكر الغرض من المفتاح.",
    label_too_long: "الحد الأقصى للتسمية {max} حرف.",
    use_missing: "اختر ما يتيح المفتاح الوصول إليه.",
};

/// Why a redirect URI cannot be registered: the end of a sentence that began with which one.
pub(super) const REDIRECT_URI: RedirectUri = RedirectUri {
    too_long: "أطول من {max} بايت",
    hidden: "يحتوي على حرف غير مرئي في الموضع {at} ({code})؛ احذفه",
    several: "يضم أكثر من عنوان؛ اكتب كل عنوان وحده، من دون شيء بينها",
    character: "يحتوي في الموضع {at} على حرف ({code}) لا يصح في عنوان URI؛ اكتب هذا الجزء من جديد",
    not_absolute: "ليس عنوانًا مطلقًا مثل https://app.example.com/callback",
    host: "يجب أن يذكر اسم المضيف كاملًا بعد \u{2066}://\u{2069}، مثل app.example.com أو 192.0.2.1",
    percent: "يحتوي على علامة نسبة مئوية لا ترمّز شيئًا؛ اكتب العلامة نفسها هكذا: %25",
    scheme: "يجب أن يستخدم https؛ أما http فهو لـ localhost و127.0.0.1 و\u{2066}[::1]\u{2069} فقط، والمخطط الخاص يحتاج إلى نقطة، مثل com.example.app:/callback",
    fragment: "يجب ألّا يحتوي على جزء (#)",
    user_info: "يجب ألّا يحتوي على اسم مستخدم أو كلمة مرور",
    wildcard: "يجب ألّا يحتوي على حرف بدل (*)",
    reserved_parameter: "يجب ألّا يحتوي استعلامه على code أو state أو error أو iss: فهي تُضاف عند إعادة المستخدمين",
    spelling: "يجب أن يُكتب هكذا: \u{2066}{uri}\u{2069}",
};

/// An app's picture: its field, and why a file is not taken.
pub(super) const PICTURE: Picture = Picture {
    label: "الصورة (اختيارية)",
    help: "PNG أو JPEG أو WebP، حتى 1 ميبيبايت. يُعرض وسطها مربّعًا، والأفضل 256 بكسل لكل ضلع.",
    remove: "إزالة الصورة",
    again: "يُرجى اختيار الصورة مرة أخرى.",
    not_a_file: "اختر ملفًا. لا تُجلب الصور من عنوان.",
    several: "اختر صورة واحدة.",
    too_large: "هذا الملف كبير جدًا: أقصى حجم للصورة 1 ميبيبايت.",
    svg: "ملف SVG رسم قد يحمل برامج، لذلك لا يُقبل. صدّره بصيغة PNG.",
    gif: "صيغة GIF غير مقبولة. احفظ الصورة بصيغة PNG أو JPEG أو WebP.",
    empty: "هذا الملف فارغ.",
    unknown: "هذه ليست صورة PNG ولا JPEG ولا WebP، مهما كان اسم الملف.",
    too_many_pixels: "هذه الصورة أكبر من أن تُفتح: 4096 بكسل لكل ضلع على الأكثر، و8 بتات لكل لون.",
    too_few_pixels: "هذه الصورة صغيرة جدًا: 64 بكسل لكل ضلع على الأقل، والأفضل 256.",
    broken: "هذا الملف تالف: تعذّرت قراءة الصورة التي فيه.",
};
