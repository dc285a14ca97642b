# Installs the project below its build directory and builds and runs the outside program against that.
set(prefix ${BUILD}/package-test/install)
set(work ${BUILD}/package-test/build)
file(REMOVE_RECURSE ${BUILD}/package-test)

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${command}\n${output}")
  endif()
  message(STATUS "${output}")
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${work} -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${COMPILER}
  -D CMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${work})
run(${work}/outside)
run(${prefix}/bin/actlab list datasets)
run(${prefix}/bin/actlab train --dataset wine --epochs 1 --record none --force --quiet --out ${work}/results)
