#include "document/markdown.hpp"

#include <algorithm>

namespace actlab {
namespace {

// A path as the address of a link (RFC 3986).
std::string percent_encoded(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-._~").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : std::string{'%', digits[byte >> 4U], digits[byte & 15U]};
  }
  return out;
}

// A line that begins like a heading, a list or a ruler is none.
std::string line_escaped(std::string_view text) {
  const std::string escaped = markdown_escaped(text);
  const std::size_t digits = std::min(escaped.find_first_not_of("0123456789"), escaped.size());
  const bool numbered = digits > 0 && digits < escaped.size() && (escaped[digits] == '.' || escaped[digits] == ')');
  if (numbered) return escaped.substr(0, digits) + '\\' + escaped.substr(digits);
  const bool marked = !escaped.empty() && std::string_view("#+-=").find(escaped.front()) != std::string_view::npos;
  return marked ? '\\' + escaped : escaped;
}

class MarkdownWriter {
 public:
  explicit MarkdownWriter(std::filesystem::path directory) : directory_(std::move(directory)) {}

  void operator()(const Paragraph& paragraph) { out += line_escaped(paragraph.text) + "\n\n"; }

  void operator()(const Picture& picture) {
    image(picture.file, picture.description);
    out += "\n\n*" + markdown_escaped(picture.description) + "*\n\n";
  }

  void operator()(const PictureRow& row) {
    for (const Picture& picture : row.pictures) (*this)(picture);
  }

  void operator()(const Badge& badge) {
    out += "**" + markdown_escaped(badge.word) + "**" + markdown_escaped(badge.rest) + "\n\n";
  }

  void operator()(const Film& film) {
    for (const Film::Cell& cell : film.cells) {
      image(cell.picture, cell.label);
      out += "\n";
    }
    out += "\n*" + markdown_escaped(film.description) + "*\n\n";
  }

  // Fenced by more backticks than stand together anywhere in it.
  void operator()(const Listing& listing) {
    std::size_t longest = 2;
    std::size_t run = 0;
    for (const char c : listing.text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
    const std::string fence(longest + 1, '`');
    out += line_escaped(listing.name) + ":\n\n" + fence + "\n" + listing.text +
           (listing.text.ends_with('\n') ? "" : "\n") + fence + "\n\n";
  }

  void operator()(const Facts& facts) {
    for (const auto& [name, value] : facts.items) {
      out += "- " + markdown_escaped(name) + ": " + markdown_escaped(value) + "\n";
    }
    out += "\n";
  }

  void operator()(const Table& table) { out += table_text(table, TableFormat::markdown) + "\n"; }

  std::string out;

 private:
  void image(const std::filesystem::path& file, const std::string& description) {
    const std::string address = std::filesystem::relative(file, directory_).generic_string();
    out += "![" + markdown_escaped(description) + "](" + percent_encoded(address) + ")";
  }

  std::filesystem::path directory_;
};

}  // namespace

std::string markdown_text(const Document& document, const std::filesystem::path& directory) {
  MarkdownWriter writer(directory);
  writer.out = "# " + markdown_escaped(document.title) + "\n\n";
  for (const std::string& sentence : document.lead) writer.out += "**" + markdown_escaped(sentence) + "**\n\n";
  for (const Section& section : document.sections) {
    writer.out += "## " + markdown_escaped(section.title) + "\n\n";
    for (const Block& block : section.blocks) std::visit(writer, block);
  }
  while (writer.out.ends_with("\n\n")) writer.out.pop_back();
  return writer.out;
}

}  // namespace actlab
