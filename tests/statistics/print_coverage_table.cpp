// Prints the table of the coverage study in lib/statistics/README.md.

#include <cstdio>

#include "statistics/coverage_study.hpp"

int main() { std::fputs(actlab::test::coverage_table(actlab::test::coverage_study()).c_str(), stdout); }
