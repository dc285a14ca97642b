#include "record/csv_writer.hpp"

#include "text/number.hpp"

namespace actlab {

void append_csv_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void CsvWriter::separate() {
  if (row_begun_) row_ += ',';
  row_begun_ = true;
}

std::string gnuplot_field(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    out += c == ',' ? "\u201a" : c == '"' ? "\u201d" : std::string(1, control ? ' ' : c);
  }
  return out;
}

void CsvWriter::text(std::string_view field) {
  separate();
  append_csv_field(row_, field);
}

void CsvWriter::number(double value, Precision precision) {
  separate();
  if (precision == Precision::float32) {
    text::append_number(row_, static_cast<float>(value));
  } else {
    text::append_number(row_, value);
  }
}

void CsvWriter::integer(std::int64_t value) {
  separate();
  row_ += std::to_string(value);
}

void CsvWriter::empty() { separate(); }

void CsvWriter::end_row() {
  row_ += '\n';
  file_.write(row_);
  row_.clear();
  row_begun_ = false;
}

void CsvWriter::header(std::span<const std::string_view> names) {
  for (const std::string_view name : names) text(name);
  end_row();
}

}  // namespace actlab
