#include "record/journal.hpp"

#include <catch2/catch.hpp>

#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("A journal gives back its records") {
  const TemporaryDirectory directory;
  {
    Journal journal(Directory(directory.path()), "journal");
    CHECK(journal.records().empty());
    journal.append("first");
    journal.append(std::string(100'000, 'y'));
    journal.synchronise();
  }
  Journal journal(Directory(directory.path()), "journal");
  REQUIRE(journal.records().size() == 2);
  CHECK(journal.records()[0] == "first");
  CHECK(journal.records()[1].size() == 100'000);
}

TEST_CASE("A journal cut at any length or with any byte flipped gives an intact beginning and goes on from there") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "journal";
  const std::vector<std::string> records{"one", "two two", "three three three"};
  {
    Journal journal(Directory(directory.path()), "journal");
    for (const auto& record : records) journal.append(record);
  }
  const std::string whole = read_file(path);
  const auto check = [&](const std::string& bytes) {
    directory.write("journal", bytes);
    std::size_t kept = 0;
    {
      Journal journal(Directory(directory.path()), "journal");
      kept = journal.records().size();
      REQUIRE(kept <= records.size());
      for (std::size_t i = 0; i < kept; ++i) REQUIRE(journal.records()[i] == records[i]);
      journal.append("later");
    }
    Journal journal(Directory(directory.path()), "journal");
    REQUIRE(journal.records().size() == kept + 1);
    REQUIRE(journal.records().back() == "later");
  };
  for (std::size_t length = 0; length <= whole.size(); ++length) check(whole.substr(0, length));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    check(damaged);
  }
  check(whole + std::string(4096, '\0'));
}
