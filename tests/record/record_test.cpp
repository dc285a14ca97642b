#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <csignal>
#include <limits>

#include "actlab/error.hpp"
#include "data/files.hpp"
#include "record/atomic_file.hpp"
#include "record/csv_writer.hpp"
#include "record/journal.hpp"
#include "record/spool.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("An atomic file appears whole at commit and leaves nothing without it") {
  const TemporaryDirectory directory;
  {
    AtomicFile file(directory.path() / "a");
    file.write("half");
  }
  CHECK(std::filesystem::is_empty(directory.path()));
  AtomicFile file(directory.path() / "a");
  file.write(std::string(100'000, 'x'));
  CHECK(!std::filesystem::exists(directory.path() / "a"));
  CHECK(file.commit().size() == 64);
  CHECK(read_file(directory.path() / "a") == std::string(100'000, 'x'));
  CHECK(write_file(directory.path() / "b", "abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("A file that cannot be written is an error and leaves the old one") {
  const TemporaryDirectory directory;
  write_file(directory.path() / "a", "old");
  CHECK_THROWS_AS(AtomicFile(directory.path() / "none" / "a"), Error);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::string message;
  try {
    write_file(directory.path() / "a", std::string(5000, 'x'));
  } catch (const Error& error) {
    message = error.what();
    CHECK(error.kind() == ErrorKind::cannot_write);
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  CHECK(message.find("a: cannot write: File too large; make room") != std::string::npos);
  CHECK(read_file(directory.path() / "a") == "old");
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("Left-over temporary files are removed and others kept") {
  const TemporaryDirectory directory;
  directory.write(".actlab-tmp-x", "1");
  directory.write("y", "2");
  std::filesystem::create_directory(directory.path() / ".actlab-tmp-d");
  remove_temporaries(directory.path());
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("CSV fields are quoted as RFC 4180 says and numbers are in their shortest text") {
  const TemporaryDirectory directory;
  CsvWriter out(directory.path() / "t.csv");
  out.text("plain");
  out.text("a,b");
  out.text("say \"x\"");
  out.text("two\nlines");
  out.end_row();
  out.number(0.1);
  out.number(static_cast<double>(0.1F), Precision::float32);
  out.number(std::nan(""));
  out.number(-std::numeric_limits<double>::infinity());
  out.empty();
  out.integer(-3);
  out.end_row();
  out.commit();
  CHECK(read_file(directory.path() / "t.csv") ==
        "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\n0.1,0.1,nan,-inf,,-3\n");
}

TEST_CASE("A journal gives back its records") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "journal";
  {
    Journal journal(path);
    CHECK(journal.records().empty());
    journal.append("first");
    journal.append(std::string(100'000, 'y'));
    journal.synchronise();
  }
  Journal journal(path);
  REQUIRE(journal.records().size() == 2);
  CHECK(journal.records()[0] == "first");
  CHECK(journal.records()[1].size() == 100'000);
}

TEST_CASE("A journal cut at any length or with any byte flipped gives an intact beginning and goes on from there") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "journal";
  const std::vector<std::string> records{"one", "two two", "three three three"};
  {
    Journal journal(path);
    for (const auto& record : records) journal.append(record);
  }
  const std::string whole = read_file(path);
  const auto check = [&](const std::string& bytes) {
    directory.write("journal", bytes);
    std::size_t kept = 0;
    {
      Journal journal(path);
      kept = journal.records().size();
      REQUIRE(kept <= records.size());
      for (std::size_t i = 0; i < kept; ++i) REQUIRE(journal.records()[i] == records[i]);
      journal.append("later");
    }
    Journal journal(path);
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

TEST_CASE("The spool gives rows back by replicate and epoch, from memory or from a file") {
  const TemporaryDirectory directory;
  for (const std::size_t rows : {10UL, 20'000UL}) {
    Spool<MetricsRow> spool(16, rows, directory.path());
    for (std::uint32_t epoch = 0; epoch < rows; ++epoch) {
      for (std::uint32_t r = 0; r < 16; ++r) {
        if (r == 3 && epoch > 5) continue;
        spool.append({r, epoch, {.train_loss = r + 0.001 * epoch}});
      }
    }
    CHECK(spool.count(3) == 6);
    CHECK(spool.count(15) == rows);
    CHECK(spool.row(15, rows - 1).epoch == rows - 1);
    CHECK(spool.row(7, 4).metrics.train_loss == 7.004);
    CHECK(std::filesystem::is_empty(directory.path()));
  }
}
