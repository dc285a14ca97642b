#include "record/cell_record.hpp"

#include <catch2/catch.hpp>

#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

CellRecord finished(const std::string& cell, const std::string& summary = "s") {
  return {.cell = cell,
          .runs = {cell + ",0,1", cell + ",1,1"},
          .summary = summary,
          .files = {{"metrics.csv", "ab"}, {"model.json", "cd"}},
          .failure = {}};
}

CellRecord failed(const std::string& cell, const std::string& failure) {
  return {.cell = cell, .runs = {}, .summary = {}, .files = {}, .failure = failure};
}

std::map<std::string, CellRecord> read(const std::vector<CellRecord>& records) {
  std::vector<std::string> payloads;
  for (const CellRecord& record : records) payloads.push_back(record_text(record));
  return read_cell_records(payloads);
}

}  // namespace

TEST_CASE("A record is read back as it was written") {
  const CellRecord odd = failed("c2", "`dataset`: \"we\\ird\"\n\xC3\xBC; mend it");
  const auto records = read({finished("c1"), odd});
  REQUIRE(records.size() == 2);
  CHECK(records.at("c1") == finished("c1"));
  CHECK(records.at("c2") == odd);
}

TEST_CASE("A reason that is no UTF-8 is kept as far as it goes") {
  const auto records = read({failed("c1",
                                    "a\xFF"
                                    "b")});
  REQUIRE(records.contains("c1"));
  CHECK(records.at("c1").failure ==
        "a\xEF\xBF\xBD"
        "b");
}

TEST_CASE("The last record of a cell counts") {
  CHECK(read({finished("c1", "first"), finished("c2"), finished("c1", "second")}).at("c1").summary == "second");
  CHECK(read({failed("c1", "first"), failed("c1", "second")}).at("c1").failure == "second");
}

TEST_CASE("A result takes the place of a failure, and a failure never that of a result") {
  CHECK(read({failed("c1", "no room"), finished("c1")}).at("c1") == finished("c1"));
  CHECK(read({finished("c1"), failed("c1", "no room")}).at("c1") == finished("c1"));
  CHECK(read({finished("c1", "first"), failed("c1", "no room"), finished("c1", "second")}).at("c1").summary ==
        "second");
}

TEST_CASE("Payloads that cannot be read are left out, and the others are kept") {
  const std::string good = record_text(finished("c1"));
  const auto records =
      read_cell_records({"", "{", "[]", "null", "7", good.substr(0, good.size() - 1), "{}", R"({"cell":"c2"})",
                         R"({"cell":7,"failure":"x"})", R"({"cell":"c3","failure":null})",
                         R"({"cell":"c4","runs":"r"})", R"({"cell":"c5","runs":[],"summary":"s"})", good, "after"});
  REQUIRE(records.size() == 1);
  CHECK(records.at("c1") == finished("c1"));
}

TEST_CASE("A cell's files are whole where all have their hashes") {
  const TemporaryDirectory directory;
  CellRecord record = finished("c1");
  record.files = {{"a.csv", *file_hash(directory.write("a.csv", "1"))},
                  {"b.csv", *file_hash(directory.write("b.csv", ""))},
                  {"c.csv", *file_hash(directory.write("c.csv", "3"))}};
  directory.write("other.csv", "not recorded");
  CHECK(damaged_file(record, directory.path()).empty());
  directory.write("c.csv", "4");
  CHECK(damaged_file(record, directory.path()) == "c.csv");
  std::filesystem::remove(directory.path() / "b.csv");
  CHECK(damaged_file(record, directory.path()) == "b.csv");
  CHECK(damaged_file(record, directory.path() / "none") == "a.csv");
  CHECK(damaged_file(failed("c2", "x"), directory.path()).empty());
}
