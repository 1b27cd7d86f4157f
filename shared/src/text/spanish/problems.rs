//! Spanish: what is wrong with a form, a redirect URI or a picture.

use crate::text::messages::{Picture, Problems, RedirectUri};

/// What is wrong with a form.
pub(super) const PROBLEMS: Problems = Problems {
    summary: "Corrige esto primero",
    title: "No guardado: {title}",
    name_missing: "Ponle un nombre a la aplicación.",
    name_too_long: "Un nombre tiene como máximo {max} caracteres.",
    description_too_long: "Una descripción tiene como máximo {max} caracteres.",
    hidden: "El carácter {at} ({code}) no se ve o cambia la dirección del texto. Bórralo y escribe de nuevo lo que tiene alrededor.",
    shows_nothing: "Esto no muestra nada. Escribe al menos una letra, una cifra o un signo.",
    marks: "Una letra de «{word}» lleva demasiados acentos. Puede llevar como máximo {max}.",
    mixed: "«{word}» mezcla letras latinas con otras de otro alfabeto que parecen iguales. Escríbelo de nuevo en un solo alfabeto.",
    redirect_uri_missing: "Indica al menos una URI de redirección, por ejemplo https://app.example.com/callback.",
    redirect_uris_too_many: "Una aplicación tiene como máximo {max} URI de redirección.",
    redirect_uris_too_large: "Las URI de redirección ocupan como máximo {max} bytes en total.",
    redirect_uri: "La URI de redirección {line} {reason}.",
    permission_missing: "Elige al menos un permiso.",
    unreadable: "No se pudo leer una parte del formulario. Revisa todos los campos.",
    label_missing: "Indica para qué es la clave.",
    label_too_long: "Una etiqueta tiene como máximo {max} caracteres.",
    use_missing: "Elige a qué da acceso la clave.",
};

/// Why a redirect URI cannot be registered: the end of a sentence that began with which one.
pub(super) const REDIRECT_URI: RedirectUri = RedirectUri {
    too_long: "tiene más de {max} bytes",
    hidden: "contiene un carácter que no se ve, en la posición {at} ({code}); bórralo",
    several: "contiene más de una; escribe cada una por separado, sin nada entre ellas",
    character: "contiene en la posición {at} un carácter ({code}) que no puede estar en una URI; escribe esa parte de nuevo",
    not_absolute: "no es una URI absoluta como https://app.example.com/callback",
    host: "debe nombrar su host completo después de «://», como app.example.com o 192.0.2.1",
    percent: "contiene un signo de porcentaje que no codifica nada; el signo mismo se escribe %25",
    scheme: "debe usar https; http es solo para localhost, 127.0.0.1 y [::1], y un esquema privado necesita un punto, como com.example.app:/callback",
    fragment: "no debe contener un fragmento (#)",
    user_info: "no debe contener un nombre de usuario ni una contraseña",
    wildcard: "no debe contener un comodín (*)",
    reserved_parameter: "no debe tener code, state, error ni iss en su consulta: se añaden cuando los usuarios vuelven",
    spelling: "debe escribirse así: {uri}",
};

/// An app's picture: its field, and why a file is not taken.
pub(super) const PICTURE: Picture = Picture {
    label: "Imagen (opcional)",
    help: "PNG, JPEG o WebP, hasta 1 MiB. Se muestra el centro, en un cuadrado; lo mejor son 256 píxeles por lado.",
    remove: "Quitar la imagen",
    again: "Vuelve a elegir la imagen.",
    not_a_file: "Elige un archivo. Las imágenes no se descargan de una dirección.",
    several: "Elige una sola imagen.",
    too_large: "Este archivo es demasiado grande: una imagen tiene como máximo 1 MiB.",
    svg: "Un SVG es un dibujo que puede llevar programas, así que no se acepta. Expórtalo como PNG.",
    gif: "No se acepta GIF. Guarda la imagen como PNG, JPEG o WebP.",
    empty: "Este archivo está vacío.",
    unknown: "Esto no es una imagen PNG, JPEG ni WebP, diga lo que diga el nombre del archivo.",
    too_many_pixels: "Esta imagen es demasiado grande: como máximo 4096 píxeles por lado, con 8 bits por color.",
    too_few_pixels: "Esta imagen es demasiado pequeña: al menos 64 píxeles por lado, mejor 256.",
    broken: "Este archivo está dañado: la imagen que contiene no se puede leer.",
};
