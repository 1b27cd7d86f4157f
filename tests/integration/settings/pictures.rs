//! Pictures of apps: uploading, replacing, removing, refusing.

use crate::harness::{Server, multipart, query_of};
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

pub const FIELDS: [(&str, &str); 3] =
    [("name", "Planner"), ("redirect_uris", "https://c.example/cb"), ("scopes", "posts")];

/// A picture of one colour.
pub fn picture(colour: u8, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(300, 200, Rgb([colour, 200, 0])).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The address of the picture on a page; empty if there is none.
pub fn shown_on(page: &crate::harness::Answer) -> String {
    let after = page.body.split_once("src=\"/pictures/").map_or("", |(_, after)| after);
    let path = after.split('"').next().unwrap();
    if path.is_empty() { String::new() } else { format!("/pictures/{path}") }
}

/// Registers an app with a picture; returns its page and its client id.
pub async fn register(ada: &crate::harness::Visitor, file: &[u8]) -> (String, String) {
    let made = ada.submit_picture("/settings/apps/new", "/settings/apps", &FIELDS, Some(file)).await;
    made.assert_page(200);
    let client_id = made.element("client-id");
    (format!("/settings/apps/{client_id}"), client_id)
}

pub async fn pictures(server: &Server) -> usize {
    server.keys("PICTURE#").await.len()
}

on_both! {
    async fn m1_a_picture_is_uploaded_with_the_app_and_shown_wherever_the_app_is(server) {
        let ada = server.sign_in("ada").await;
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let (path, client_id) = register(&ada, &picture(1, format)).await;
            let src = shown_on(&ada.get(&path).await);
            assert!(src.starts_with(&format!("/pictures/{}/", &client_id[4..16])), "{src}");
            let query = format!("client_id={client_id}&response_type=code");
            assert_eq!(shown_on(&ada.authorize(&query).await), src);
            ada.approve(&query).await;
            for page in ["/settings/apps", "/settings/approved-apps"] {
                assert!(ada.get(page).await.body.contains(&src), "{page}");
            }
            let served = server.visitor().get(&src).await;
            let image = image::load_from_memory_with_format(&served.bytes, ImageFormat::WebP).unwrap();
            assert_eq!((image.width(), image.height()), (200, 200));
        }
    }
}

on_both! {
    async fn a_picture_is_kept_replaced_removed_and_goes_with_its_app(server) {
        let ada = server.sign_in("ada").await;
        let (path, client_id) = register(&ada, &picture(1, ImageFormat::Png)).await;
        let first = shown_on(&ada.get(&path).await);
        // No file chosen, and a form without the field: the picture stays.
        for kept in [ada.submit_picture(&path, &path, &FIELDS, None).await, ada.submit(&path, &path, &FIELDS).await] {
            assert!(kept.body.contains("Saved.") && shown_on(&kept) == first);
        }
        // The same again is the same.
        let same = ada.submit_picture(&path, &path, &FIELDS, Some(&picture(1, ImageFormat::Png))).await;
        assert_eq!((shown_on(&same), pictures(&server).await), (first.clone(), 1));

        // A new file wins over the box.
        let remove = [&FIELDS[..], &[("remove_picture", "yes")]].concat();
        let replaced = ada.submit_picture(&path, &path, &remove, Some(&picture(99, ImageFormat::Png))).await;
        let second = shown_on(&replaced);
        assert!(replaced.body.contains("Saved.") && second != first);
        assert_eq!(ada.get(&second).await.status, 200);
        ada.get(&first).await.assert_page(404);
        assert_eq!(pictures(&server).await, 1);

        let removed = ada.submit_picture(&path, &path, &remove, None).await;
        assert!(removed.body.contains("Saved.") && shown_on(&removed).is_empty());
        assert!(removed.body.contains("<span class=\"picture\" aria-hidden=\"true\">P</span>"));
        ada.get(&second).await.assert_page(404);
        assert_eq!(pictures(&server).await, 0);

        let third = shown_on(&ada.submit_picture(&path, &path, &FIELDS, Some(&picture(7, ImageFormat::WebP))).await);
        assert_eq!(ada.get(&third).await.status, 200);
        let app = crate::harness::App { client_id, secret: String::new() };
        assert_eq!(ada.delete(&app).await.status, 303);
        ada.get(&third).await.assert_page(404);
        assert_eq!(pictures(&server).await, 0);
    }
}

scenario! {
    async fn e7_a_consent_page_that_showed_another_picture_is_out_of_date(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&query_of(&app)).await;
        let path = format!("/settings/apps/{}", app.client_id);
        let fields = [("name", "Scheduler"), ("description", "Plans your posts"), ("redirect_uris", "https://c.example/cb"),
            ("scopes", "integrations"), ("scopes", "posts"), ("scopes", "analytics")];
        ada.submit_picture(&path, &path, &fields, Some(&picture(1, ImageFormat::Png))).await.assert_page(200);
        ada.decide(&page, "approve").await.assert_page(403);
        assert!(server.keys("GRANT#").await.is_empty());
    }
}

/// A PNG that claims 30,000 pixels a side.
fn bomb() -> Vec<u8> {
    let mut file = picture(1, ImageFormat::Png);
    file.splice(16..24, [30_000_u32.to_be_bytes(), 30_000_u32.to_be_bytes()].concat());
    // The chunk's checksum, so that nothing else is wrong with it.
    let crc = file[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    });
    file.splice(29..33, (!crc).to_be_bytes());
    file
}

scenario! {
    async fn e16_what_is_no_picture_is_told_beside_its_field_and_what_was_typed_is_kept(server) {
        let ada = server.sign_in("ada").await;
        let (edit, _) = register(&ada, &picture(1, ImageFormat::Png)).await;
        let src = shown_on(&ada.get(&edit).await);
        let mut large = picture(1, ImageFormat::Png);
        large.resize(1_048_577, 0);
        let mut deep = Cursor::new(Vec::new());
        image::DynamicImage::new_rgba16(4_096, 4_096).write_to(&mut deep, ImageFormat::Png).unwrap();
        let whole = picture(1, ImageFormat::Png);
        let svg: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
        server.faults.forget();
        for (file, problem) in [
            (&large[..], "at most 1 MiB"),
            (svg, "SVG"),
            (b"GIF89a\x40\0\x40\0\0\0\0", "GIF"),
            (b"%PDF-1.7", "no PNG, JPEG or WebP"),
            (b"http://169.254.169.254/latest/meta-data/", "no PNG, JPEG or WebP"),
            (b"", "This file is empty"),
            (&bomb(), "too large to open"),
            (deep.get_ref(), "too large to open"),
            (&whole[..whole.len() / 2], "broken"),
            (b"\x89PNG\r\n\x1a\n", "broken"),
            (b"\xff\xd8\xff\xe0", "broken"),
            (b"RIFF\x04\0\0\0WEBP", "broken"),
        ] {
            for (page, path) in [("/settings/apps/new", "/settings/apps"), (edit.as_str(), edit.as_str())] {
                let fields = [("name", "Typed <b>"), ("redirect_uris", "https://typed.example/"), ("scopes", "posts")];
                let answer = ada.submit_picture(page, path, &fields, Some(file)).await;
                answer.assert_page(422);
                assert!(answer.body.contains("id=\"picture-problem\"") && answer.body.contains("role=\"alert\""), "{problem}");
                assert!(answer.body.contains(problem), "{problem}: {}", answer.body);
                assert!(answer.body.contains("Typed &lt;b&gt;") && answer.body.contains("https://typed.example/"));
            }
        }
        assert_eq!(server.faults.writes(), 0);
        assert_eq!(shown_on(&ada.get(&edit).await), src);
        // A file that is good, on a form that is not: nobody is left to think that it was kept.
        let again = ada.submit_picture(&edit, &edit, &[("name", "")], Some(&whole)).await;
        again.assert_page(422);
        assert!(again.body.contains("choose the picture again"));
    }
}

scenario! {
    async fn e16_no_address_is_taken_for_a_picture_and_none_is_ever_fetched(server) {
        let ada = server.sign_in("ada").await;
        let tracker = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let http = format!("http://{}/pixel.png", tracker.local_addr().unwrap());
        for address in [http.as_str(), "javascript:alert(1)", "data:image/svg+xml,<svg/>", "http://169.254.169.254/", "file:///etc/passwd"] {
            let fields = [&FIELDS[..], &[("picture", address)]].concat();
            let urlencoded = ada.submit("/settings/apps/new", "/settings/apps", &fields).await;
            urlencoded.assert_page(422);
            assert!(urlencoded.body.contains("not fetched") && !urlencoded.body.contains("alert(1)"));
            // Beside a file field, as text.
            let both = ada.submit_picture("/settings/apps/new", "/settings/apps", &fields, None).await;
            both.assert_page(422);
            // Fields that other servers have mean nothing here.
            let others = [&FIELDS[..], &[("picture_url", address), ("logo_uri", address), ("picture_digest", address)]].concat();
            let page = ada.submit("/settings/apps/new", "/settings/apps", &others).await;
            assert!(!ada.get(&format!("/settings/apps/{}", page.element("client-id"))).await.body.contains("src=\"/pictures/"));
        }
        assert_eq!(pictures(&server).await, 0);
        let visitor = tokio::time::timeout(std::time::Duration::from_millis(100), tracker.accept()).await;
        assert!(visitor.is_err(), "somebody came");
    }
}

scenario! {
    async fn e16_m4_who_may_not_is_refused_before_the_picture_is_looked_at(server) {
        let (ada, linus, grace) = (server.sign_in("ada").await, server.sign_in("linus").await, server.sign_in("grace").await);
        let (path, _) = register(&ada, &picture(1, ImageFormat::Png)).await;
        let ticket = ada.get(&path).await.hidden("ticket");
        let fields = [&[("ticket", ticket.as_str())], &FIELDS[..]].concat();
        let file = bomb();
        ada.post_picture(&path, &fields, Some(&file)).await.assert_page(422);
        server.faults.forget();
        linus.post_picture(&path, &fields, Some(&file)).await.assert_page(403);
        linus.post_picture("/settings/apps", &fields, Some(&file)).await.assert_page(403);
        grace.post_picture(&path, &fields, Some(&file)).await.assert_page(404);
        server.visitor().post_picture(&path, &fields, Some(&file)).await.assert_asks_by_link();
        ada.post_picture(&path, &FIELDS, Some(&file)).await.assert_page(403);
        ada.post_picture("/settings/apps", &fields, Some(&file)).await.assert_page(403);
        for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
            let body = multipart::body(&fields, Some(&file));
            let change = |request: reqwest::RequestBuilder| {
                let mut headers = reqwest::header::HeaderMap::new();
                headers.insert(name, value.parse().unwrap());
                request.headers(headers)
            };
            ada.post_bytes(&path, &multipart::content_type(), body, change).await.assert_page(403);
        }
        assert_eq!(server.faults.writes(), 0);
    }
}

scenario! {
    async fn a_form_that_is_not_put_together_is_400_and_changes_nothing(server) {
        let ada = server.sign_in("ada").await;
        let (path, _) = register(&ada, &picture(1, ImageFormat::Png)).await;
        let ticket = ada.get(&path).await.hidden("ticket");
        let fields = [&[("ticket", ticket.as_str())], &FIELDS[..]].concat();
        let (kind, whole) = (multipart::content_type(), multipart::body(&fields, None));
        let text = String::from_utf8(whole.clone()).unwrap();
        let many = multipart::body(&[&fields[..], &[("x", "y"); 100]].concat(), None);
        server.faults.forget();
        for (kind, body) in [
            ("multipart/form-data", whole.clone()),
            ("multipart/form-data; boundary=", whole.clone()),
            ("multipart/form-data; boundary=other", whole.clone()),
            (&kind, Vec::new()),
            (&kind, whole[..whole.len() - 10].to_vec()),
            (&kind, [&whole[..], b"more"].concat()),
            (&kind, text.replace("name=\"name\"", "name=\"name\"; name=\"other\"").into_bytes()),
            (&kind, text.replace("Content-Type: image/png", "Content-Type: text/plain; charset=utf-16").into_bytes()),
            (&kind, text.replace("Content-Type: image/png", "Content-Transfer-Encoding: base64").into_bytes()),
            (&kind, many),
        ] {
            ada.post_bytes(&path, kind, body, |request| request).await.assert_page(400);
        }
        // A field twice, or not text: told, and not guessed.
        for twice in [("name", "Other"), ("redirect_uris", "https://d.example/")] {
            ada.post_picture(&path, &[&fields[..], &[twice]].concat(), None).await.assert_page(422);
        }
        let mut latin = whole.clone();
        let at = latin.windows(7).position(|window| window == b"Planner").unwrap();
        latin[at] = 0xe9;
        ada.post_bytes(&path, &kind, latin, |request| request).await.assert_page(422);
        let two = text.replace("--\r\n", "\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"b\"\r\n\r\nb\r\n");
        let two = format!("{two}--{}--\r\n", kind.split_once('=').unwrap().1);
        let answer = ada.post_bytes(&path, &kind, two.into_bytes(), |request| request).await;
        answer.assert_page(422);
        assert!(answer.body.contains("Choose one picture"), "{}", answer.body);
        // Other forms bring no files.
        for other in ["/settings/api-keys".to_owned(), format!("{path}/rotate-secret"), format!("{path}/delete")] {
            ada.post_picture(&other, &[("ticket", &ticket)], None).await.assert_page(415);
        }
        assert_eq!(server.faults.writes(), 0);
    }
}
