#include "record/spool.hpp"

#include <catch2/catch.hpp>

#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("The spool gives rows back by replicate and epoch, from memory or from a file") {
  const TemporaryDirectory directory;
  for (const std::size_t rows : {10UL, 20'000UL}) {
    Spool<MetricsRow> spool(16, rows, Directory(directory.path()));
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

TEST_CASE("Rows of an epoch are of the replicates that got so far, in their order") {
  const TemporaryDirectory directory;
  Spool<MetricsRow> spool(3, 2, Directory(directory.path()));
  spool.append({2, 0, {.train_loss = 20}});
  spool.append({0, 0, {.train_loss = 1}});
  spool.append({2, 5, {.train_loss = 25}});
  CHECK(spool.replicates() == 3);
  CHECK(spool.count(1) == 0);
  const auto first = spool.rows_at(0);
  REQUIRE(first.size() == 2);
  CHECK(first[0].replicate == 0);
  CHECK(first[1].metrics.train_loss == 20);
  const auto second = spool.rows_at(1);
  REQUIRE(second.size() == 1);
  CHECK(second[0].epoch == 5);
  CHECK(spool.rows_at(2).empty());
}

TEST_CASE("A spool that cannot have its temporary file is an error that names the directory") {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory.path() / "gone");
  const Directory gone(directory.path() / "gone");
  std::filesystem::remove(gone.path());
  CHECK_THROWS_WITH((Spool<MetricsRow>(16, 20'000, gone)), Catch::Contains("gone/.actlab-tmp-"));
  CHECK_NOTHROW((Spool<MetricsRow>(16, 10, gone)));
}
