#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "statistics/coverage_study.hpp"

using namespace actlab;

namespace {

constexpr std::size_t student = 0;
constexpr std::size_t bootstrap_t = 2;

std::string table_of_readme() {
  std::ifstream file(std::string(ACTLAB_SOURCE_DIR) + "/lib/statistics/README.md");
  const std::string readme{std::istreambuf_iterator<char>(file), {}};
  const std::string begin = "<!-- coverage study -->\n";
  const std::size_t from = readme.find(begin);
  const std::size_t to = readme.find("<!-- end of coverage study -->");
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  return readme.substr(from + begin.size(), to - from - begin.size());
}

}  // namespace

TEST_CASE("The interval of means is the one that covers best in the study, whose table is the README's") {
  const std::vector<test::CoverageRow> rows = test::coverage_study();
  CHECK(table_of_readme() == test::coverage_table(rows));
  for (const test::CoverageRow& row : rows) {
    INFO(row.differences << ", n = " << row.n << ", level " << row.level);
    const double chosen = row.of_method[bootstrap_t].covered;
    const double of_student = row.of_method[student].covered;
    const bool failures = row.differences == "1 % of runs fail";
    if (row.differences == "log-normal") {
      CHECK(chosen > of_student + 0.01);
      CHECK(chosen >= 0.9);
    } else {
      CHECK(chosen > of_student - 0.02);
      if (!failures) CHECK(chosen >= (row.level > 0.95 ? 0.975 : 0.93));
    }
    CHECK(chosen <= row.level + 0.01);
    CHECK(row.of_method[bootstrap_t].width < 1.2);
  }
  const std::vector<double> values{0.1, 0.4, 0.2, 0.9, 0.3};
  CHECK(mean_interval(values, 0.95).low == bootstrap_t_interval(values, 0.95).low);
  CHECK(mean_interval(values, 0.95).high == bootstrap_t_interval(values, 0.95).high);
}
