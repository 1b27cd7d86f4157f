//! `multipart/form-data`, as a browser puts it together.

use super::{Answer, Visitor};

const BOUNDARY: &str = "----WebKitFormBoundaryVf9rBNtjSsUxNbkO";

/// The content type of a [`body`].
pub fn content_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// A form of these fields, and of a file in the field `picture`.
pub fn body(fields: &[(&str, &str)], picture: Option<&[u8]>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    // A browser sends an empty file of no name where none was chosen.
    let name = if picture.is_some() { "harmless.png" } else { "" };
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"{name}\"\r\n\
         Content-Type: image/png\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(picture.unwrap_or_default());
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    body
}

impl Visitor {
    /// A form of our own page with a picture, as a browser sends it.
    pub async fn post_picture(&self, path: &str, fields: &[(&str, &str)], picture: Option<&[u8]>) -> Answer {
        self.post_bytes(path, &content_type(), body(fields, picture), |request| request).await
    }

    /// The same with its ticket, which stands on `page`.
    pub async fn submit_picture(
        &self,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
        picture: Option<&[u8]>,
    ) -> Answer {
        let ticket = self.get(page).await.hidden("ticket");
        self.post_picture(path, &[&[("ticket", ticket.as_str())], fields].concat(), picture).await
    }

    /// A body of any kind from our own page, or whatever `change` makes of that.
    pub async fn post_bytes(
        &self,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
        change: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder,
    ) -> Answer {
        let request = self.client.post(format!("{}{path}", self.url)).header("origin", &self.url);
        self.send(change(request.header("content-type", content_type).body(body))).await
    }
}
