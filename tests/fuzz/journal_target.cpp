#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"
#include "record/cell_record.hpp"
#include "record/journal.hpp"

namespace actlab::fuzz {
namespace {

// What a record says, it says again when it is written and read.
void check_records(const std::vector<std::string>& payloads) {
  for (const auto& [cell, record] : read_cell_records(payloads)) {
    require(record.cell == cell, "a record stands under its cell");
    const auto again = read_cell_records({record_text(record)});
    require(again.size() == 1 && record_text(again.begin()->second) == record_text(record), "a record keeps its text");
  }
}

}  // namespace

// The bytes as a journal, which a checksum protects, and as the payload of one.
void read_any_journal(std::string_view bytes) {
  const auto path = file_of(bytes, "journal");
  const std::vector<std::string> records = Journal::read(path);
  require(Journal(Directory(path.parent_path()), "journal").records() == records, "opening reads the same");
  require(Journal::read(path) == records, "cutting off a damaged end keeps the rest");
  check_records(records);
  check_records({std::string(bytes)});
}

}  // namespace actlab::fuzz
