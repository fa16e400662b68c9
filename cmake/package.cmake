# SPDX-License-Identifier: Apache-2.0
# What is installed, and the Debian package of it: `make package`, which builds target package_files
# and then runs cpack.

include(GNUInstallDirs)

# An installation is of the program; what else is built is no part of it.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(service_folder /var/lib/aquifer)
set(package_config ${PROJECT_BINARY_DIR}/packaging/aquifer.toml)

# The configuration that is installed is what the program prints, so that it never lacks a setting.
add_custom_command(
    OUTPUT ${package_config}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/packaging
    COMMAND aquifer config --set store.folder=${service_folder} > ${package_config}
    DEPENDS aquifer
    COMMENT "Printing the configuration of the package"
    VERBATIM)
add_custom_target(package_files DEPENDS ${package_config})

install(TARGETS aquifer RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md CHANGELOG.md docs/reference/cli.md docs/reference/config.md
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/aquifer)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/aquifer RENAME copyright)
# These two have one place each, whatever the prefix.
install(FILES packaging/aquifer.service DESTINATION /lib/systemd/system)
install(FILES ${package_config} DESTINATION /etc/aquifer)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME aquifer)
set(CPACK_PACKAGE_CONTACT "The Aquifer authors <aquifer@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    ${PROJECT_SOURCE_DIR}/packaging/conffiles
    ${PROJECT_SOURCE_DIR}/packaging/postinst
    ${PROJECT_SOURCE_DIR}/packaging/prerm
    ${PROJECT_SOURCE_DIR}/packaging/postrm)
include(CPack)
