//! Spanish: what is not right.

use crate::text::areas::Told;
use crate::text::areas_of_trouble::{Errors, Picture, Problems, RedirectUri};

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

/// Why a redirect URI cannot be registered.
pub(super) const REDIRECT_URI: RedirectUri = RedirectUri {
    too_long: "tiene más de {max} bytes",
    hidden: "contiene un carácter que no se ve, en la posición {at} ({code}); bórralo",
    several: "contiene más de una; escribe cada una por separado, sin nada entre ellas",
    character: "contiene en la posición {at} un carácter ({code}) que no puede estar en una URI; escribe esa parte de nuevo",
    not_absolute: "no es una URI absoluta como https://app.example.com/callback",
    scheme: "debe usar https; http es solo para localhost, 127.0.0.1 y [::1], y un esquema privado necesita un punto, como com.example.app:/callback",
    fragment: "no debe contener un fragmento (#)",
    user_info: "no debe contener un nombre de usuario ni una contraseña",
    wildcard: "no debe contener un comodín (*)",
    reserved_parameter: "no debe tener code, state, error ni iss en su consulta: se añaden cuando los usuarios vuelven",
    spelling: "debe escribirse así: {uri}",
};

/// An app's picture.
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

/// Error pages.
pub(super) const ERRORS: Errors = Errors {
    request: "Solicitud {id}",
    elsewhere: "Ver qué tiene acceso a tu cuenta",
    unavailable: Told {
        title: "No disponible en este momento",
        happened: "Algo por nuestra parte no respondió.",
        remedy: "Inténtalo de nuevo en un momento; si estabas cambiando algo, mira primero si ya se hizo.",
    },
    server_error: Told {
        title: "Algo salió mal",
        happened: "El error es nuestro.",
        remedy: "Inténtalo de nuevo; si vuelve a ocurrir, envíanos el identificador de la solicitud que aparece abajo.",
    },
    not_found: Told {
        title: "Página no encontrada",
        happened: "Aquí no hay nada. Puede que se haya eliminado o que la dirección esté mal escrita.",
        remedy: "Revisa la dirección o vuelve al lugar de donde venías.",
    },
    method: Told {
        title: "Eso no funciona aquí",
        happened: "Esta dirección no acepta ese tipo de solicitud.",
        remedy: "Vuelve atrás y empieza de nuevo.",
    },
    unreadable_request: Told {
        title: "Este enlace no es correcto",
        happened: "La aplicación envió una solicitud demasiado larga o ilegible. No se compartió nada con ella.",
        remedy: "Vuelve a la aplicación e inténtalo de nuevo, o avisa a sus creadores.",
    },
    unknown_client: Told {
        title: "No conocemos esta aplicación",
        happened: "La aplicación que te envió aquí no está registrada o se ha eliminado. No se compartió nada con ella.",
        remedy: "Avisa a sus creadores. Si la aplicación es tuya: revisa su client_id.",
    },
    redirect_uri: Told {
        title: "Esta aplicación no puede recibirte de vuelta",
        happened: "La dirección a la que la aplicación quiere enviarte no es una de las que ha registrado, así que nos detuvimos aquí. No se compartió nada con ella.",
        remedy: "Avisa a sus creadores. Si la aplicación es tuya: redirect_uri debe ser igual a una registrada, carácter por carácter.",
    },
    stale_decision: Told {
        title: "Esta página está desactualizada",
        happened: "No pudimos comprobar que esta decisión se tomara en nuestra página, para la aplicación tal como es ahora. No se compartió nada.",
        remedy: "Vuelve a la aplicación y empieza de nuevo.",
    },
    no_decision_form: Told {
        title: "Ese no era nuestro formulario",
        happened: "Las decisiones se toman solo en nuestra página. No se compartió nada.",
        remedy: "Vuelve a la aplicación y empieza de nuevo.",
    },
    no_decision: Told {
        title: "Ni sí ni no",
        happened: "No pudimos saber si querías Autorizar o Rechazar, así que no se compartió nada.",
        remedy: "Vuelve atrás y elige una de las dos opciones.",
    },
    not_admin: Told {
        title: "Solo para administradores",
        happened: "Las aplicaciones y las claves de API pertenecen a la organización, así que solo sus administradores las gestionan.",
        remedy: "Pídeselo a uno de ellos o inicia sesión con otra cuenta.",
    },
    overtaken: Told {
        title: "Ya se creó otro secreto",
        happened: "Desde que abriste esta página se creó otro secreto para esta aplicación, y ese es el vigente.",
        remedy: "Vuelve a la aplicación; crea uno nuevo solo si nadie lo ha copiado.",
    },
    stale_form: Told {
        title: "Esta página está desactualizada",
        happened: "No pudimos comprobar que este formulario se enviara desde nuestra propia página en esta sesión. No se cambió nada.",
        remedy: "Vuelve atrás, recarga la página e inténtalo de nuevo.",
    },
    no_form: Told {
        title: "Ese no era nuestro formulario",
        happened: "Los ajustes se cambian solo con los formularios de estas páginas. No se cambió nada.",
        remedy: "Vuelve atrás y usa el formulario.",
    },
    form_too_large: Told {
        title: "Es demasiado para este formulario",
        happened: "Se envió más de lo que cabe en este formulario. No se cambió nada.",
        remedy: "Vuelve atrás, acorta lo que escribiste y envíalo otra vez.",
    },
    garbled_form: Told {
        title: "El formulario no llegó entero",
        happened: "Lo que se envió no está compuesto como un formulario con un archivo. No se cambió nada.",
        remedy: "Vuelve atrás y envíalo otra vez.",
    },
    foreign_sign_in: Told {
        title: "No desde otro sitio",
        happened: "Iniciar y cerrar sesión solo funciona desde nuestra propia página.",
        remedy: "Ábrela e inténtalo de nuevo.",
    },
};
