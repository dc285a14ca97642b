#include "document/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "actlab/error.hpp"
#include "data/share.hpp"
#include "file/input_file.hpp"
#include "text/sha256.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// Safe as text and within a double-quoted attribute. Control characters, which HTML does not allow, become U+FFFD.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        const bool control = (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f;
        out += control ? "\xef\xbf\xbd" : std::string(1, c);
      }
    }
  }
  return out;
}

// RFC 4648.
std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += i + k <= bytes.size() ? digits[group >> (18U - 6U * k) & 63U] : '=';
    }
  }
  return out;
}

std::string read_or_refuse(const fs::path& path, const char* remedy) {
  const InputFile file(path, remedy);
  std::string bytes = read_rest(file.descriptor(), path);
  if (bytes.empty()) throw Error(ErrorKind::no_input, path.string(), "is empty", remedy);
  return bytes;
}

std::string data_address(const fs::path& picture) {
  const bool svg = picture.extension() == ".svg";
  return fmt::format("data:image/{};base64,{}", svg ? "svg+xml" : "png",
                     base64(read_or_refuse(picture, "run the same command again: it draws it")));
}

// The source expression of a Content-Security-Policy that allows this text alone.
std::string policy_hash(std::string_view text) {
  const std::string hex = text::sha256_hex(text);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return "'sha256-" + base64(bytes) + "'";
}

class HtmlWriter {
 public:
  void operator()(const Paragraph& paragraph) { out += "<p>" + escaped(paragraph.text) + "</p>\n"; }

  // A figure wider than the window scrolls by itself, by keyboard too.
  void operator()(const Picture& picture) {
    const std::string text = escaped(picture.description);
    out += fmt::format(
        "<figure>\n<div class=\"scroll picture\" tabindex=\"0\" role=\"group\" aria-label=\"figure, scrolls "
        "sideways\"><img src=\"{}\" alt=\"{}\"></div>\n<figcaption>{}</figcaption>\n</figure>\n",
        data_address(picture.file), text, text);
  }

  void operator()(const PictureRow& row) {
    out += "<div class=\"beside\">\n";
    for (const Picture& picture : row.pictures) (*this)(picture);
    out += "</div>\n";
  }

  void operator()(const Badge& badge) {
    constexpr std::array<const char*, 4> classes{"good", "bad", "equal", "unclear"};
    out += fmt::format("<p class=\"verdict\"><span class=\"badge {}\">{}</span>{}</p>\n",
                       classes[static_cast<std::size_t>(badge.tone)], escaped(badge.word), escaped(badge.rest));
  }

  void operator()(const Film& film) {
    const std::size_t frames = std::max<std::size_t>(1, film.epochs.size());
    const std::size_t rows = (frames + film.columns - 1) / film.columns;
    out +=
        fmt::format("<div class=\"film\" data-columns=\"{}\" data-rows=\"{}\" data-frames=\"{}\" data-epochs=\"{}\">\n",
                    film.columns, rows, frames, escaped(text::joined(film.epochs, " ")));
    if (frames > 1) {
      ++films_;
      out += fmt::format(
          "<p class=\"controls\"><button type=\"button\" class=\"play\" hidden>Play</button> <label "
          "for=\"film-{0}\">Epoch</label> <input id=\"film-{0}\" type=\"range\" min=\"0\" max=\"{1}\" value=\"{1}\" "
          "step=\"1\"> <output for=\"film-{0}\">{2}</output></p>\n",
          films_, frames - 1, escaped(film.epochs.back()));
    }
    out += "<div class=\"frames\">\n";
    for (const Film::Cell& cell : film.cells) {
      out += fmt::format(
          "<figure><div class=\"frame\"><img src=\"{}\" alt=\"Boundary of "
          "{}\"></div><figcaption>{}</figcaption></figure>\n",
          data_address(cell.sheet), escaped(cell.label), escaped(cell.label));
    }
    out += "</div>\n<p class=\"caption\">" + escaped(film.description) + "</p>\n</div>\n";
  }

  void operator()(const Listing& listing) {
    const std::string pre = "<pre tabindex=\"0\" aria-label=\"" + escaped(listing.name) + "\"><code>" +
                            escaped(listing.text) + "</code></pre>\n";
    out += listing.folded ? "<details><summary>" + escaped(listing.name) + "</summary>\n" + pre + "</details>\n"
                          : "<p>" + escaped(listing.name) + ":</p>\n" + pre;
  }

  void operator()(const Facts& facts) {
    out += "<dl>\n";
    for (const auto& [name, value] : facts.items) {
      out += "<div><dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd></div>\n";
    }
    out += "</dl>\n";
  }

  void operator()(const Table& table) {
    const std::string title = escaped(table.title);
    out += "<p class=\"caption\">" + title + "</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"" +
           title + "\"><table class=\"sortable\" aria-label=\"" + title + "\">\n<thead><tr>";
    for (std::size_t c = 0; c < table.header.size(); ++c) {
      out += fmt::format("<th scope=\"col\"{}>{}</th>", number_class(table, c), escaped(table.header[c]));
    }
    out += "</tr></thead>\n<tbody>\n";
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      out += "<tr>";
      for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
        const std::string cell = escaped(table.rows[r][c]);
        out += fmt::format("<td{}>{}</td>", number_class(table, c),
                           table.bold.contains({r, c}) ? "<strong>" + cell + "</strong>" : cell);
      }
      out += "</tr>\n";
    }
    out += "</tbody>\n</table></div>\n";
  }

  std::string out;

 private:
  static const char* number_class(const Table& table, std::size_t column) {
    return column < table.numbers_from ? "" : " class=\"number\"";
  }

  int films_ = 0;
};

std::string contents(const Document& document) {
  std::string out = "<nav aria-label=\"Contents\"><ul>\n";
  for (std::size_t s = 0; s < document.sections.size(); ++s) {
    out += fmt::format("<li><a href=\"#section-{}\">{}</a></li>\n", s + 1, escaped(document.sections[s].title));
  }
  return out + "</ul></nav>\n";
}

}  // namespace

std::string html_text(const Document& document) {
  const fs::path parts = share_directory() / "scripts" / "report";
  const std::string style = read_or_refuse(parts / "report.css", "install actlab again");
  const std::string script = read_or_refuse(parts / "report.js", "install actlab again");
  HtmlWriter writer;
  writer.out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src {}; "
      "script-src {}; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" "
      "content=\"light dark\">\n<meta name=\"generator\" content=\"actlab {}\">\n<link rel=\"icon\" "
      "href=\"data:,\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
      policy_hash(style), policy_hash(script), ACTLAB_VERSION, escaped(document.title), style, escaped(document.title));
  for (const std::string& sentence : document.lead) writer.out += "<p class=\"lead\">" + escaped(sentence) + "</p>\n";
  writer.out += contents(document) + "</header>\n<main>\n";
  for (std::size_t s = 0; s < document.sections.size(); ++s) {
    const Section& section = document.sections[s];
    writer.out +=
        fmt::format("<section id=\"section-{0}\" aria-labelledby=\"title-{0}\">\n<h2 id=\"title-{0}\">{1}</h2>\n",
                    s + 1, escaped(section.title));
    for (const Block& block : section.blocks) std::visit(writer, block);
    writer.out += "</section>\n";
  }
  return writer.out + "</main>\n<script>" + script + "</script>\n</body>\n</html>\n";
}

}  // namespace actlab
